"""botocore's endpoint of a service, made as a client makes it: the environment is read there."""

import warnings

import botocore
from botocore.awsrequest import AWSRequest
from botocore.endpoint import EndpointCreator
from botocore.hooks import HierarchicalEmitter

from driving import Outcome, run_library

warnings.simplefilter("ignore")


class Service:
    """What an EndpointCreator asks a service for."""

    endpoint_prefix = "s3"


def attempt(url: str) -> Outcome:
    creator = EndpointCreator(HierarchicalEmitter())
    endpoint = creator.create_endpoint(Service(), "us-east-1", url, verify=False, timeout=5)
    answer = endpoint.http_session.send(AWSRequest(method="GET", url=url).prepare())
    return Outcome(True, str(answer.status_code))


run_library(botocore.__version__, attempt)
