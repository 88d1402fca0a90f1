"""Agents built with the official SDK, as their developers would build them: a schema, and a coroutine that does the work.
Each has its own server of the SDK, under its own path; all are served from one process. The socket is standard input, so that
the address is known, and registered, before anything runs. What they are configured with comes in the SDK's own variables:
PAYMENT_SERVICE_URL, PAYMENT_API_KEY and SELLER_VKEY, and AGENT_IDENTIFIERS, a JSON object by path."""

import json
import os
import socket

import uvicorn
from fastapi import FastAPI
from masumi import Config, MasumiAgentServer, Payment
from masumi.hitl import request_input

# The SDK's server asks the node about a payment every ten seconds and offers no way to say otherwise: this is the default of
# `interval_seconds`. With none it asks once a second.
Payment.start_status_monitoring.__defaults__ = (None, 0)


async def poet(_nonce, answers):
    theme = answers["theme"]
    return f'# "{theme}"\n\nRoses are \'red\',\n\tviolets\\blue –\r\n“{theme}” is new.\n'


async def planner(_nonce, answers):
    return {"route": answers["city"], "days": answers["days"], "meals": answers.get("meals"), "to": answers["email"]}


async def editor(_nonce, answers):
    question = {
        "input_data": [
            {"id": "tone", "type": "option", "name": "Which tone?", "data": {"values": ["formal", "warm"]}},
            {"id": "title", "type": "text", "name": "Which title?", "validations": [{"validation": "min", "value": "3"}]},
            {"id": "source", "type": "url", "name": "Whose text is it?", "validations": [{"validation": "optional", "value": ""}]},
        ]
    }
    said = await request_input(question, "Before I go on:")
    return f'{said["title"]}\n{answers["text"]}\n({json.dumps(said["tone"])})'


async def oracle(_nonce, answers):
    return f'{answers["question"]}? Yes.'


async def giver(_nonce, answers):
    return answers["wish"]


def text(identifier, name, **more):
    return {"id": identifier, "type": "text", "name": name, **more}


AGENTS = {
    "poet": (poet, {"input_data": [text("theme", "Theme")]}),
    "planner": (
        planner,
        {
            "input_groups": [
                {
                    "id": "trip",
                    "title": "The trip",
                    "input_data": [
                        text("city", "City"),
                        {
                            "id": "days",
                            "type": "number",
                            "name": "Days",
                            "validations": [{"validation": "min", "value": "1"}, {"validation": "format", "value": "integer"}],
                        },
                        {
                            "id": "meals",
                            "type": "option",
                            "name": "Meals",
                            "data": {"values": ["breakfast", "lunch", "dinner"]},
                            "validations": [{"validation": "max", "value": "2"}, {"validation": "optional", "value": "true"}],
                        },
                    ],
                },
                {
                    "id": "you",
                    "title": "You",
                    "input_data": [
                        {"id": "email", "type": "email", "name": "E-mail"},
                        {
                            "id": "page",
                            "type": "url",
                            "name": "Your page",
                            "validations": [{"validation": "optional", "value": "true"}],
                        },
                    ],
                },
            ]
        },
    ),
    "editor": (editor, {"input_data": [{"id": "text", "type": "textarea", "name": "Text"}]}),
    "oracle": (oracle, {"input_data": [text("question", "Question", validations=[{"validation": "optional", "value": ""}])]}),
    "giver": (giver, {"input_data": [text("wish", "Wish")]}),
}


def served():
    config = Config(os.environ["PAYMENT_SERVICE_URL"], os.environ["PAYMENT_API_KEY"])
    identifiers = json.loads(os.environ["AGENT_IDENTIFIERS"])
    app = FastAPI()
    for path, (work, schema) in AGENTS.items():
        agent = MasumiAgentServer(config, identifiers[path], start_job_handler=work, input_schema_handler=schema)
        app.mount(f"/{path}", agent.get_app())
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(served())).run(sockets=[socket.socket(fileno=0)])
