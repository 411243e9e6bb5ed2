"""Tables of training: courses and their runs, who signed up, letters, and what came of it."""

from stadsrecht.neighbourhoods.models.courses import Audience, Course, Kind, Meeting, Order, Run
from stadsrecht.neighbourhoods.models.evaluation import EvaluationWork, Tally
from stadsrecht.neighbourhoods.models.letters import Letter, Message
from stadsrecht.neighbourhoods.models.sign_ups import SignUp

__all__ = [
    "Audience",
    "Course",
    "EvaluationWork",
    "Kind",
    "Letter",
    "Meeting",
    "Message",
    "Order",
    "Run",
    "SignUp",
    "Tally",
]
