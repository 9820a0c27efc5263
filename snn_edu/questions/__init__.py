"""Questions: exercises and predictions that explain, and what the course says to an answer."""

from snn_edu.questions.answers import UnwrittenError as UnwrittenError
from snn_edu.questions.exercise import Exercise as Exercise
from snn_edu.questions.exercise import Solution as Solution
from snn_edu.questions.exercise import is_right as is_right
from snn_edu.questions.exercise import judge as judge
from snn_edu.questions.exercise import judge_own as judge_own
from snn_edu.questions.exercise import passes as passes
from snn_edu.questions.exercise import show_hint as show_hint
from snn_edu.questions.exercise import theirs as theirs
from snn_edu.questions.feedback import LOOKS as LOOKS
from snn_edu.questions.feedback import Feedback as Feedback
from snn_edu.questions.feedback import Wrong as Wrong
from snn_edu.questions.feedback import marked as marked
from snn_edu.questions.feedback import short as short
from snn_edu.questions.own import NAME as NAME
from snn_edu.questions.own import generator as generator
from snn_edu.questions.own import letters as letters
from snn_edu.questions.own import owned as owned
from snn_edu.questions.own import words as words
from snn_edu.questions.prediction import Prediction as Prediction
from snn_edu.questions.prediction import Quiz as Quiz
from snn_edu.questions.slips import simpler as simpler
from snn_edu.questions.written import Judging as Judging
from snn_edu.questions.written import named as named
from snn_edu.questions.written import read as read
