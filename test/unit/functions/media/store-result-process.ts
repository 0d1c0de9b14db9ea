import { createS3MediaStore } from '../../../../functions/aws/s3/media-store.ts';
import { createRequestSigner } from '../../../../functions/aws/sign-request.ts';
import { createResultStore } from '../../../../functions/media/result-store.ts';
import { createFileDownload } from '../../../../functions/net/download.ts';
import { createGuardedRequest } from '../../../../functions/net/guarded-request.ts';
import { downloadPolicy } from '../../../../functions/net/url-policy.ts';

/** Stores the file at the first argument in the bucket at the second, and writes the most memory that it has taken. */
const [source = '', bucket = ''] = process.argv.slice(2);
const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
const sign = createRequestSigner({ keys, region: 'us-east-1', service: 's3' });
const results = createResultStore({
  media: createS3MediaStore({ sign, url: bucket, name: 'bucket' }),
  download: createFileDownload(createGuardedRequest(downloadPolicy('allowed')), 'Reelhook/test'),
  measure: async () => ({}),
});
await results.copy('a-task', { url: source });
process.stdout.write(JSON.stringify({ kilobytes: process.resourceUsage().maxRSS }));
