"""The responder under mixed traffic and faults for a long time: what it costs, what it loses, what it tells."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from .faulty import Faulty
from .ledger import LEDGER
from .soak_traffic import Tally, Visitor, trouble
from .waiting import until

_VISITORS = 12


@dataclass
class Sample:
    seconds: float
    #: Kilobytes.
    memory: int
    descriptors: int
    threads: int


@dataclass
class Soak:
    """What was seen."""

    world: Faulty
    tally: Tally = field(default_factory=Tally)
    samples: list[Sample] = field(default_factory=list)
    descriptors_before: int = 0
    descriptors_after: int = 0
    findings: list[str] = field(default_factory=list)
    log_bytes: int = 0

    def run(self, seconds: float, every: float, seed: int) -> None:
        assert self.world.goes_on(self.world.customer(), self.world.stack.sandbox.token())
        self.descriptors_before = self._settled()
        stop = Event()
        visitors = [Visitor(self.world, self.tally, seed + number, stop) for number in range(_VISITORS)]
        threads = [Thread(target=visitor.run) for visitor in visitors]
        threads.append(Thread(target=trouble, args=(self.world, seed, stop)))
        start = time.monotonic()
        for thread in threads:
            thread.start()
        while (passed := time.monotonic() - start) < seconds and self.world.responder.is_running:
            self.samples.append(self._sample(passed))
            time.sleep(min(every, max(0, seconds - passed)))
        stop.set()
        for thread in threads:
            thread.join()
        self.descriptors_after = self._settled()
        logs = [self.world.responder.log, *self.world.stack.folder.glob("nginx-*/nginx-access.log")]
        self.log_bytes = sum(log.stat().st_size for log in logs)
        self.findings = LEDGER.findings()

    def _sample(self, seconds: float) -> Sample:
        process = self.world.responder
        return Sample(seconds, process.status("VmRSS"), process.descriptors, process.status("Threads"))

    def _settled(self) -> int:
        """Descriptors but for those that the web server keeps, once the upstreams' are closed."""
        self.world.connect.hang_up()
        self.world.provider.hang_up()
        counts: list[int] = []

        def is_settled() -> bool:
            counts.append(self.world.responder.descriptors - self._kept)
            time.sleep(0.2)
            return len(counts) > 5 and len(set(counts[-5:])) == 1

        until(is_settled, "the descriptors have settled", 90)
        return counts[-1]

    @property
    def _kept(self) -> int:
        """Connections of the web server that the responder has accepted (proc(5), /proc/net/unix)."""
        name = str(self.world.responder.socket)
        sockets = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()]
        return sum(1 for fields in sockets if fields[-1] == name and fields[5] == "03")

    @property
    def slope(self) -> float:
        """Megabytes an hour, by least squares, after the first third."""
        samples = self.samples[len(self.samples) // 3 :]
        time_mean = sum(sample.seconds for sample in samples) / len(samples)
        memory_mean = sum(sample.memory for sample in samples) / len(samples)
        spread = sum((sample.seconds - time_mean) ** 2 for sample in samples)
        covariance = sum((sample.seconds - time_mean) * (sample.memory - memory_mean) for sample in samples)
        return covariance / spread * 3600 / 1024 if spread else 0

    @property
    def faults(self) -> list[str]:
        """What must not be."""
        found = list(self.tally.unanswered)
        if not self.world.responder.is_running:
            found.append("the responder has ended")
        if self.descriptors_after > self.descriptors_before:
            found.append(f"{self.descriptors_after - self.descriptors_before} descriptors more than before")
        return found + [f"a secret in a log: {finding}" for finding in self.findings]

    def __str__(self) -> str:
        first, last = self.samples[0], self.samples[-1]
        memory = [sample.memory / 1024 for sample in self.samples]
        threads = max(sample.threads for sample in self.samples)
        return "\n".join(
            [
                f"time         {last.seconds / 60:.1f} minutes, {len(self.samples)} samples",
                f"requests     {self.tally.asked} asked, {self.tally.answered} answered, "
                f"{len(self.tally.unanswered)} unanswered; {dict(sorted(self.tally.by_status.items()))}",
                f"upstreams    {self.world.connect.calls} calls to Connect, "
                f"{self.world.provider.calls} to the provider",
                f"memory       {first.memory / 1024:.1f} MB at first, {memory[-1]:.1f} at last, "
                f"{max(memory):.1f} at most; "
                f"{self.slope:+.1f} MB an hour after the first third",
                f"descriptors  {self.descriptors_before} before, {self.descriptors_after} after, "
                f"{max(sample.descriptors for sample in self.samples)} at most",
                f"threads      {threads} at most",
                f"logs         {self.log_bytes / 1e6:.1f} MB searched for {len(LEDGER.secrets)} secrets in every coat: "
                f"{len(self.findings)} found",
            ]
        )


def table(samples: list[Sample], file: Path) -> None:
    """One line a sample."""
    lines = [f"{s.seconds:.0f}\t{s.memory}\t{s.descriptors}\t{s.threads}" for s in samples]
    file.write_text("\n".join(["seconds\tkilobytes\tdescriptors\tthreads", *lines]) + "\n")
