import { Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Distribution,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { LARGEST_UPLOAD, mediaFolders } from '../functions/contract.ts';
import { dataRemovalPolicy } from './removal-policy.ts';
import type { Stage } from './stage.ts';
import { chosenAtStart, publicUrl } from './start-parameters.ts';

export type MediaProps = Pick<
  Stage,
  'name' | 'retainData' | 'mediaUrl' | 'mediaDomain' | 'webAclArn'
>;

/**
 * The media bucket and the distribution it is read through. The bucket itself is private; a link through the
 * distribution works for as long as the object lives, where a presigned link would end with the credentials of the
 * function that signed it, within hours.
 */
export class Media extends Construct {
  readonly bucket: Bucket;
  /** Who asked the bucket for what. */
  readonly accessLog: Bucket;
  /** Where the objects are read, without a slash at the end. */
  readonly url: string;
  /** Where callers reach S3, if that is not where functions do: on one machine, at the address of media. */
  readonly uploadUrl: string | undefined;
  /** What the media domain's DNS record must point to; undefined without a domain. */
  readonly dnsTarget: string | undefined;

  constructor(scope: Construct, id: string, props: MediaProps) {
    super(scope, id);
    this.accessLog = this.createAccessLog(props);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: lifecycleRules(),
      cors: [
        {
          allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.PUT],
          allowedOrigins: ['*'],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
      serverAccessLogsBucket: this.accessLog as IBucket,
      removalPolicy: dataRemovalPolicy(props),
    });
    this.keepRendersPrivate();
    this.spellSizes();
    const { distributionDomainName } = this.createDistribution(props);
    // Nothing else reads the domain of the local run, whose port is known when it starts.
    this.url = chosenAtStart(this, props, {
      ...publicUrl,
      id: 'PublicMediaUrl',
      value: props.mediaUrl ?? `https://${props.mediaDomain?.name ?? distributionDomainName}`,
    });
    this.uploadUrl = props.mediaUrl && this.url;
    this.dnsTarget = props.mediaDomain && distributionDomainName;
  }

  /** Who asked the bucket for what, for 90 days. The lines name files whose names let a reader in: only operators read them. */
  private createAccessLog(props: MediaProps): Bucket {
    // S3 writes with a policy of the bucket's; without the flag CDK would turn access control lists on for it.
    this.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);
    return new Bucket(this, 'AccessLog', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: dataRemovalPolicy(props),
    });
  }

  private createDistribution({ mediaDomain, webAclArn }: MediaProps): Distribution {
    return new Distribution(this, 'Distribution', {
      comment: 'Reelhook: photos that were uploaded and videos that were made',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(webAclArn ? { webAclId: webAclArn } : {}),
      ...(mediaDomain
        ? {
            domainNames: [mediaDomain.name],
            certificate: Certificate.fromCertificateArn(
              this,
              'Certificate',
              mediaDomain.certificateArn,
            ),
          }
        : {}),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket, {
          originAccessControl: this.createAccessControl(),
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: this.createHeadersPolicy(),
      },
    });
  }

  private createAccessControl(): S3OriginAccessControl {
    return new S3OriginAccessControl(this, 'AccessControl', {
      originAccessControlName: this.nameAcrossRegions(),
    });
  }

  /** CloudFront's names are an account's: the same stage may stand in several regions. */
  private nameAcrossRegions(): string {
    const { region, stackName } = Stack.of(this);
    return `${stackName}-${region}`;
  }

  /** A file that a user uploaded must never run as a page of this domain, whatever media type it claims. */
  private createHeadersPolicy(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: this.nameAcrossRegions(),
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowOrigins: ['*'],
        originOverride: true,
      },
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; sandbox",
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
    });
  }

  /** CloudFormation wants a text where CDK gives a number (AWS::S3::Bucket Rule, ObjectSizeGreaterThan). */
  private spellSizes(): void {
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    const path = 'LifecycleConfiguration.Rules.0.ObjectSizeGreaterThan';
    bucket.addPropertyOverride(path, `${LARGEST_UPLOAD}`);
  }

  /** Work in progress is for the functions alone: the distribution may read every other folder. */
  private keepRendersPrivate(): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects(`${mediaFolders.renders}*`)],
      }),
    );
  }
}

function lifecycleRules(): LifecycleRule[] {
  return [
    // A signed address can't bound a file whose length was not told. The first one, by which `spellSizes` finds it.
    {
      prefix: mediaFolders.uploads,
      objectSizeGreaterThan: LARGEST_UPLOAD,
      expiration: Duration.days(1),
    },
    { prefix: mediaFolders.renders, expiration: Duration.days(1) },
    { prefix: mediaFolders.uploads, expiration: Duration.days(7) },
    { prefix: mediaFolders.speech, expiration: Duration.days(7) },
    { prefix: mediaFolders.results, expiration: Duration.days(30) },
    { prefix: mediaFolders.previews, expiration: Duration.days(30) },
    { abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ];
}
