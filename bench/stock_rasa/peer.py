"""Train stock Rasa in FOLDER and let it judge FOLDER/lines.json. Runs in the engine's Python (bot/.venv).

FOLDER holds config.yml, nlu.yml and domain.yml. Writes FOLDER/answers.json: seconds of training, peak memory in
MB, and per line the intent, its confidence, the topics best first, and the milliseconds it took.
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path


def main(folder: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    began = time.perf_counter()
    model = train_nlu(
        str(folder / "config.yml"),
        str(folder / "nlu.yml"),
        str(folder),
        domain=str(folder / "domain.yml"),
        fixed_model_name="stock",
    )
    train_s = time.perf_counter() - began
    agent = Agent.load(model)
    lines = json.loads((folder / "lines.json").read_text("utf-8"))
    answers = asyncio.run(_judge(agent, lines))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (folder / "answers.json").write_text(json.dumps({"train_s": train_s, "peak_mb": peak_mb, "answers": answers}))


async def _judge(agent, lines):
    await agent.parse_message("eerste keer")
    answers = []
    for line in lines:
        began = time.perf_counter()
        parsed = await agent.parse_message(line)
        took = (time.perf_counter() - began) * 1000
        selected = parsed.get("response_selector", {}).get("parenting_question", {}).get("ranking", [])
        answers.append(
            {
                "intent": parsed["intent"]["name"],
                "confidence": parsed["intent"]["confidence"],
                "topics": [option["intent_response_key"].split("/")[1] for option in selected[:5]],
                "ms": took,
            }
        )
    return answers


if __name__ == "__main__":
    main(Path(sys.argv[1]))
