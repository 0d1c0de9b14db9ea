import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';

/**
 * What becomes of a resource that holds data when it leaves the stack. A first deployment that fails takes it along in
 * any case: nothing is in it yet, and what it left would stand in the way of nothing but the bill.
 */
export function dataRemovalPolicy({ retainData }: Pick<Stage, 'retainData'>): RemovalPolicy {
  return retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
