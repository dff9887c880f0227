"""From computer to person: the summary, the queue, claiming, and everything that happens until it closes."""
