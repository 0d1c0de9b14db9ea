import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../../functions/providers/offer.ts';
import type { Answerers, Provider } from '../../../../functions/providers/provider.ts';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import {
  type AnswerQuestion,
  answerQuestion,
  providerCall,
} from '../../../../functions/questions/answer-question.ts';

const never = () => new Promise<never>(() => {});

function contextWith(
  answers: Partial<Answerers>,
  more: Partial<AnswerQuestion> = {},
): AnswerQuestion {
  const provider = { name: 'upstream', answers } as Provider;
  const offers: Offer[] = [{ name: 'upstream', provider }];
  return {
    answering: async () => offers,
    keepFile: async (url) => ({ key: `results/${url}`, mediaType: 'audio/mpeg', seconds: 3 }),
    timeOut: never,
    ...more,
  };
}

const level = { question: 'queue-level', provider: 'upstream', request: {} } as const;
const watermark = {
  question: 'watermark',
  provider: 'upstream',
  request: { image_url: 'https://a.test/1.jpg' },
} as const;

describe('the function that holds the credentials', () => {
  it('hands the question to the provider that was chosen, and back what it says', async () => {
    const context = contextWith({ 'queue-level': async () => ({ level: 1 }) });
    expect(await answerQuestion(context, level)).toEqual({ answer: { level: 1 } });
  });

  it('takes nothing that is no question', () => {
    expect(providerCall.safeParse(level).success).toBe(true);
    expect(providerCall.safeParse({ ...level, question: '/api/v1/user/add' }).success).toBe(false);
    expect(providerCall.safeParse({ ...level, question: 'toString' }).success).toBe(false);
  });

  it('copies a file', async () => {
    const context = contextWith({ watermark: async () => ({ url: 'clean.jpg' }) });
    expect(await answerQuestion(context, watermark)).toEqual({
      file: { key: 'results/clean.jpg', mediaType: 'audio/mpeg', seconds: 3 },
    });
    const gone = { ...context, keepFile: async () => ({ refused: 'It is gone.' }) };
    expect(await answerQuestion(gone, watermark)).toMatchObject({
      refused: { code: 'result_gone', message: 'It is gone.' },
    });
  });

  it('tells why the provider refuses', async () => {
    const error = new ProviderError('rate_limited', 'Slow down', {
      retryable: true,
      retryAfterSeconds: 30,
    });
    const context = contextWith({ 'queue-level': () => Promise.reject(error) });
    expect(await answerQuestion(context, level)).toEqual({
      refused: { code: 'rate_limited', message: 'Slow down', retryAfterSeconds: 30 },
    });
  });

  it('does not wait for longer than the caller can', async () => {
    const waited: number[] = [];
    const timeOut = async (seconds: number) => void waited.push(seconds);
    const reply = await answerQuestion(contextWith({ 'queue-level': never }, { timeOut }), level);
    expect(reply).toMatchObject({
      refused: { code: 'provider_unreachable', message: expect.stringContaining('24 seconds') },
    });
    expect(waited).toEqual([24]);
  });

  it('says what is wrong with a provider that can’t be used, or is gone', async () => {
    const problem = 'The key is missing.';
    const answering = async () => [{ name: 'upstream', problem }];
    expect(await answerQuestion(contextWith({}, { answering }), level)).toMatchObject({
      refused: { code: 'misconfigured', message: problem },
    });
    const nobody = contextWith({}, { answering: async () => [] });
    expect(await answerQuestion(nobody, level)).toMatchObject({
      refused: { message: 'There is no provider "upstream" here any more.' },
    });
  });

  it('does not hide a fault of ours', async () => {
    const context = contextWith({ 'queue-level': () => Promise.reject(new TypeError('oops')) });
    await expect(answerQuestion(context, level)).rejects.toThrow('oops');
  });
});
