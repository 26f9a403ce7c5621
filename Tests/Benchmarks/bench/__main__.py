"""`Tests/bench`, once everything is installed and built."""

import argparse
import sys
import traceback

from .machine import description
from .parts import PARTS
from .places import RESULT
from .results import last_as_markdown, write, write_handbook
from .run import Run
from .table import plain


def main() -> int:
    parser = argparse.ArgumentParser(prog="Tests/bench", description="What Ratebridge costs, beside its floors.")
    parser.add_argument("parts", nargs="*", metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds and sizes, to see that it works")
    parser.add_argument("--markdown", action="store_true", help="the table of the last run")
    parser.add_argument("--handbook", action="store_true", help="the last run into deploy/handbook/benchmarks.md")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := [name for name in options.parts if name not in PARTS]:
        parser.error(f"unknown: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    if options.check:
        return 0
    if options.markdown or options.handbook:
        if not RESULT.exists():
            parser.error("there is no run yet")
        print(last_as_markdown()) if options.markdown else write_handbook()
        return 0
    return _measure(options.parts or list(PARTS), quick=options.quick)


def _measure(names: list[str], *, quick: bool) -> int:
    run = Run(quick=quick)
    machine = description()
    failed = []
    for name in names:
        try:
            PARTS[name](run)
        except Exception:
            # The other parts have cost minutes, or will be wanted.
            traceback.print_exc()
            failed.append(name)
    write(run.figures, run.plots, machine, quick=quick)
    print(plain(run.figures))
    print("; ".join(f"{name} {text}" for name, text in machine.items()))
    if quick:
        print("A quick run, to see that it works: these are no figures.")
    missed = sum(figure.verdict == "MISSED" for figure in run.figures)
    print(f"{missed} goals missed. {RESULT}")
    if failed:
        print(f"Failed, and not in the table: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
