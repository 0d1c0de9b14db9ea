"""Serves moto's Step Functions and Amazon's DynamoDB Local on 127.0.0.1 until its input ends.

Argument: the folder of the Java libraries. Prints one line of JSON: the two ports.

moto's interpreter comes without a JSONata of its own (its bridge to Java was left out), so this gives it the one it
was written for, com.dashjoin:jsonata. It can run no Lambda functions here: what they answer stands in the
definition's comment, as {"<state>": [{"returns": ...} | {"throws": ..., "cause": ...}]}; the last answer repeats.
"""

import contextlib
import json
import sys
import threading

import jpype
from moto.core.config import default_user_config
from moto.server import ThreadedMotoServer
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.jsonata import jsonata
from moto.stepfunctions.parser.mocking.mock_config import MockedResponseReturn, MockedResponseThrow
from moto.stepfunctions.parser.models import StepFunctionsParserBackend


def give_jsonata():
    parse = jpype.JClass("com.dashjoin.jsonata.Jsonata").jsonata
    mapper = jpype.JClass("com.fasterxml.jackson.databind.ObjectMapper")()

    def evaluate(expression):
        try:
            return json.loads(str(mapper.writeValueAsString(parse(expression).evaluate(None))))
        except Exception as error:
            raise jsonata.JSONataException("UNKNOWN", str(error)) from error

    jsonata._eval_jsonata = evaluate


class Answers:
    """What the Lambda functions of each state machine answer."""

    def __init__(self):
        self.by_machine = {}
        self.calls = {}
        self.lock = threading.Lock()

    def give(self):
        create_state_machine = StepFunctionsParserBackend.create_state_machine

        def create(backend, name, definition, *rest, **named):
            self.by_machine[name] = json.loads(json.loads(definition).get("Comment", "{}"))
            return create_state_machine(backend, name, definition, *rest, **named)

        StepFunctionsParserBackend.create_state_machine = create
        Environment.is_mocked_mode = lambda env: env.next_state_name in self.of(env)
        Environment.get_current_mocked_response = lambda env: self.next(env)

    def of(self, env):
        context = env.states.context_object.context_object_data
        return self.by_machine[context["StateMachine"]["Name"]]

    def next(self, env):
        state = env.next_state_name
        context = env.states.context_object.context_object_data
        call = (context["Execution"]["Id"], state)
        with self.lock:
            number = self.calls.get(call, 0)
            self.calls[call] = number + 1
        answers = self.of(env)[state]
        answer = answers[min(number, len(answers) - 1)]
        if "throws" in answer:
            return MockedResponseThrow(0, 0, answer["throws"], answer["cause"])
        return MockedResponseReturn(0, 0, answer["returns"])


def start_step_functions():
    give_jsonata()
    Answers().give()
    default_user_config["stepfunctions"]["execute_state_machine"] = True
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    return server.get_host_and_port()[1]


def start_dynamodb():
    runner = jpype.JClass("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
    proxy = runner.createServerFromCommandLineArgs(["-inMemory", "-disableTelemetry"])
    # It knows no option for its address and would listen on all of the machine's.
    field = proxy.getClass().getDeclaredField("server")
    field.setAccessible(True)
    connector = field.get(proxy).getConnectors()[0]
    connector.setHost("127.0.0.1")
    connector.setPort(0)
    proxy.start()
    return int(connector.getLocalPort())


def main(libraries):
    with contextlib.redirect_stdout(sys.stderr):
        jpype.startJVM(f"-Djava.library.path={libraries}", classpath=[f"{libraries}/*"])
        ports = {"stepFunctions": start_step_functions(), "dynamodb": start_dynamodb()}
    print(json.dumps(ports), flush=True)
    sys.stdin.read()


main(sys.argv[1])
