import { Fn } from 'aws-cdk-lib';
import {
  ApiMapping,
  DomainName,
  type HttpApi as GatewayApi,
  type IStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

export interface ApiAddressProps extends Pick<Stage, 'apiDomain' | 'webAclArn'> {
  readonly gateway: GatewayApi;
  readonly gatewayStage: IStage;
}

/**
 * Where callers reach the API: API Gateway's own address unless the operator has a domain. A web ACL needs a
 * distribution in front (AWS WAF Developer Guide, "Resources that you can protect": HTTP APIs are none).
 */
export class ApiAddress extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  /** What the domain's DNS record must point to; undefined without a domain. */
  readonly dnsTarget: string | undefined;

  constructor(scope: Construct, id: string, props: ApiAddressProps) {
    super(scope, id);
    const { apiDomain, gateway, webAclArn } = props;
    const target = webAclArn ? this.createDistribution(props) : this.createDomain(props);
    this.url = apiDomain
      ? `https://${apiDomain.name}`
      : target
        ? `https://${target}`
        : gateway.apiEndpoint;
    this.dnsTarget = apiDomain && target;
  }

  private createDistribution({ apiDomain, gateway, webAclArn }: ApiAddressProps): string {
    const gatewayHost = Fn.select(2, Fn.split('/', gateway.apiEndpoint));
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Reelhook: the API, behind a web ACL',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(webAclArn ? { webAclId: webAclArn } : {}),
      ...(apiDomain
        ? {
            domainNames: [apiDomain.name],
            certificate: this.findCertificate(apiDomain.certificateArn),
          }
        : {}),
      defaultBehavior: {
        origin: new HttpOrigin(gatewayHost),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
    return distribution.distributionDomainName;
  }

  private createDomain({ apiDomain, gateway, gatewayStage }: ApiAddressProps): string | undefined {
    if (!apiDomain) return undefined;
    const domainName = new DomainName(this, 'Domain', {
      domainName: apiDomain.name,
      certificate: this.findCertificate(apiDomain.certificateArn),
    });
    new ApiMapping(this, 'Mapping', { api: gateway, domainName, stage: gatewayStage });
    return domainName.regionalDomainName;
  }

  private findCertificate(arn: string) {
    return Certificate.fromCertificateArn(this, 'Certificate', arn);
  }
}
