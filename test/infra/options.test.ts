import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readStage, readStages } from '../../infra/stage.ts';
import { stageOptions } from '../../infra/stage-options.ts';
import { everyOption, synthesize } from './synthesize.ts';

const { apiDomain, mediaDomain, webAclArn } = everyOption;
const whole = synthesize(everyOption);

describe('the options of a stage', () => {
  it('are all tried in these tests', () => {
    expect(Object.keys(everyOption).sort()).toEqual(Object.keys(stageOptions.shape).sort());
  });

  it('are checked in for every stage', () => {
    for (const options of Object.values(readStages() as object)) stageOptions.parse(options);
  });

  it('are refused by name where there is no such option, with those that there are', () => {
    const misspelt = () => synthesize({ alarmMail: 'on-call@example.com' });
    expect(misspelt).toThrow(/stage "prod": Unrecognized key: "alarmMail"; there are .*alarmEmail/);
  });

  it('are refused on the command line, where the next deployment would lose them', () => {
    const { node } = new App({ context: { openTasks: '7' } });
    expect(() => readStage(node)).toThrow('Write "openTasks" into infra/stages.json, under "prod"');
  });

  it('are asked for where the stage is not in the list', () => {
    const { node } = new App({ context: { stage: 'trial' } });
    expect(() => readStage(node)).toThrow('add "trial": {}');
  });
});

describe('a domain of the operator', () => {
  it('is the base URL of the API, with the target of its DNS record', () => {
    const template = synthesize({ apiDomain });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: apiDomain.name,
      DomainNameConfigurations: [Match.objectLike({ CertificateArn: apiDomain.certificateArn })],
    });
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    template.hasOutput('ApiUrl', { Value: 'https://api.example.com' });
    template.hasOutput('ApiDnsTarget', {
      Value: { 'Fn::GetAtt': [Match.anyValue(), 'RegionalDomainName'] },
    });
    expect(variablesOf(template, 'StartTask')).toMatchObject({
      CALLBACK_URL: 'https://api.example.com',
    });
  });

  it('is what every link to a media file begins with', () => {
    const template = synthesize({ mediaDomain });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: [mediaDomain.name],
        ViewerCertificate: Match.objectLike({
          AcmCertificateArn: mediaDomain.certificateArn,
          MinimumProtocolVersion: 'TLSv1.2_2021',
        }),
      }),
    });
    template.hasOutput('MediaUrl', { Value: 'https://media.example.com' });
    template.hasOutput('MediaDnsTarget', {
      Value: { 'Fn::GetAtt': [Match.anyValue(), 'DomainName'] },
    });
  });

  it('is refused with a certificate that CloudFront can not read', () => {
    const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1a-2b';
    const elsewhere = () => synthesize({ mediaDomain: { ...mediaDomain, certificateArn } });
    expect(elsewhere).toThrow('"mediaDomain.certificateArn" must be in us-east-1');
    expect(() => synthesize({ apiDomain: { ...apiDomain, name: 'https://a.b' } })).toThrow(
      '"apiDomain.name" must be a domain such as',
    );
  });
});

describe('a web ACL', () => {
  it('stands in front of the media and of the API, which never answers from a cache', () => {
    const template = synthesize({ webAclArn });
    const distributions = template.findResources('AWS::CloudFront::Distribution');
    expect(Object.keys(distributions)).toHaveLength(2);
    for (const { Properties } of Object.values(distributions)) {
      expect(Properties.DistributionConfig).toMatchObject({ WebACLId: webAclArn });
    }
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        DefaultCacheBehavior: Match.objectLike({
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          // CachingDisabled (CloudFront Developer Guide, "Use managed cache policies").
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          ViewerProtocolPolicy: 'https-only',
        }),
      }),
    });
    expect(JSON.stringify(template.findOutputs('ApiUrl'))).toContain('DomainName');
  });

  it('takes the domain of the API with it', () => {
    whole.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    whole.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({ Aliases: [apiDomain.name] }),
    });
    whole.hasOutput('ApiUrl', { Value: 'https://api.example.com' });
  });

  it('is refused where CloudFront can not use it', () => {
    const regional = webAclArn.replace('global', 'regional');
    expect(() => synthesize({ webAclArn: regional })).toThrow('"webAclArn" must be the ARN');
  });
});

describe('tags', () => {
  it('are on everything that can have them', () => {
    const tag = { Key: 'team', Value: 'media' };
    for (const type of ['AWS::Lambda::Function', 'AWS::S3::Bucket', 'AWS::IAM::Role']) {
      whole.allResourcesProperties(type, { Tags: Match.arrayWith([tag]) });
    }
    whole.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      Tags: { team: 'media', 'cost-center': '42' },
    });
  });
});

describe('reserved concurrency', () => {
  it('is for the functions that are named, and for none by default', () => {
    const reserved = (template: typeof whole) =>
      Object.values(template.findResources('AWS::Lambda::Function')).flatMap(
        ({ Properties }) => Properties.ReservedConcurrentExecutions ?? [],
      );
    expect(reserved(whole).sort()).toEqual([20, 50]);
    expect(reserved(synthesize())).toEqual([]);
    expect(() => synthesize({ reservedConcurrency: { 'start-tasks': 1 } })).toThrow('start-tasks');
  });
});

describe('two regions of one account', () => {
  it('may hold the same stage: what is named for the whole account is named by region', () => {
    const region = { Ref: 'AWS::Region' };
    const byRegion = { 'Fn::Join': ['', ['Reelhook-test-', region]] };
    whole.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: { Name: byRegion },
    });
    whole.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { Name: byRegion },
    });
    whole.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: byRegion });
    whole.hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetName: byRegion } });
    for (const { Properties } of Object.values(whole.findResources('AWS::IAM::Role'))) {
      expect(Properties).not.toHaveProperty('RoleName');
    }
  });

  it('and two stages one region: the API has the name of its stack', () => {
    whole.hasResourceProperties('AWS::ApiGatewayV2::Api', { Name: 'Reelhook-test' });
  });
});

function variablesOf(template: typeof whole, id: string): Record<string, unknown> {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [, found] =
    functions.find(([key]) => new RegExp(`^Functions${id}[0-9A-F]{8}$`).test(key)) ?? [];
  return found?.['Properties'].Environment.Variables;
}
