/** The ARN of a state machine's execution (Step Functions API reference, DescribeExecution). */
export function createExecutionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
