import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const template = synthesize();

describe('the HTTP API', () => {
  it('sends every request to one function', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      PayloadFormatVersion: '2.0',
    });
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
