"""The transcripts of a document: what a reader types and what the programs answer.

A fenced block ```console is one. A line "$ COMMAND" is typed (lines "> ..." continue it), the lines after it are the answer.
In an answer "..." stands for any text, as in Python's doctest; space counts as space, however much.
"""

import doctest
import subprocess

CHECKER = doctest.OutputChecker()
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PATIENCE = 120  # seconds for one command
END = "--- end of the answer ---"


class Step:
    def __init__(self, line, command):
        self.line, self.command, self.answer = line, command, []


def steps_of(text):
    """What is typed in the document's transcripts, in order."""
    steps, within = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            within = line == "```console"
        elif within and line.startswith("$ "):
            steps.append(Step(number, line[2:]))
        elif within and line.startswith("> ") and not steps[-1].answer:
            steps[-1].command += "\n" + line[2:]
        elif within:
            steps[-1].answer.append(line)
    return steps


def run(steps, directory, environment):
    """Types everything into one shell. What was answered otherwise, as texts; empty when all is as the document says."""
    wrong = []
    script = "".join(f"{{ {step.command}\n}} 2>&1; echo; echo '{END}'\n" for step in steps)
    done = subprocess.run(["bash"], input=script, cwd=directory, env=environment, capture_output=True, text=True,
                          check=False, timeout=PATIENCE * max(1, len(steps)))
    answers = done.stdout.split(f"\n{END}\n")
    if done.stderr or len(answers) != len(steps) + 1:
        return [f"the shell ended before the document did:\n{done.stdout}{done.stderr}"]
    for step, got in zip(steps, answers):
        want = "\n".join(step.answer).strip()
        # "..." stands for no error.
        refused = any(line.startswith("sellerctl: ") for line in got.splitlines()) and "sellerctl: " not in want
        if refused or not CHECKER.check_output(want, got.strip(), OPTIONS):
            wrong.append(f"line {step.line}: {step.command}\nThe document says:\n{want}\nIt is:\n{got.strip()}\n")
    return wrong
