import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const template = synthesize();

describe('the HTTP API', () => {
  it('sends every request to one function, but providers and those who ask what it is to their own', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 11);
    for (const path of ['/openapi.json', '/llms.txt', '/skill.md', '/docs', '/docs/{file}']) {
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `GET ${path}` });
    }
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'ANY /mcp' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'POST /api/v1/callbacks/{provider}/{taskId}',
    });
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', {
      PayloadFormatVersion: '2.0',
    });
  });

  it('is where providers call back, but on one machine only where they can reach it', () => {
    const callbackUrlOf = (context: Record<string, string>) => {
      const functions = synthesize(context).findResources('AWS::Lambda::Function');
      const start = Object.keys(functions).find((id) => /^FunctionsStartTask[0-9A-F]{8}$/.test(id));
      return functions[start ?? '']?.['Properties'].Environment.Variables['CALLBACK_URL'];
    };
    expect(JSON.stringify(callbackUrlOf({}))).toContain('ApiEndpoint');
    const chosen = {
      'Fn::If': ['HasCallbackUrl', { Ref: 'CallbackUrl' }, { Ref: 'AWS::NoValue' }],
    };
    expect(callbackUrlOf({ stage: 'local' })).toEqual(chosen);
    const defaultOf = (context: Record<string, string>) =>
      synthesize(context).findParameters('CallbackUrl')['CallbackUrl']?.['Default'];
    expect(defaultOf({ stage: 'local' })).toBe('');
    const callbackUrl = 'https://tunnel.example.com/';
    expect(defaultOf({ stage: 'local', callbackUrl })).toBe('https://tunnel.example.com');
    expect(() => callbackUrlOf({ stage: 'local', callbackUrl: 'tunnel' })).toThrow('"callbackUrl"');
  });

  it('limits how fast it is called', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
    });
  });

  it('logs every request as JSON without what could hold a token', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const line: Record<string, string> = JSON.parse(stage?.['Properties'].AccessLogSettings.Format);
    expect(Object.keys(line)).toContain('status');
    expect(Object.values(line).join(' ')).not.toMatch(/header|query|authorizer/i);
  });
});
