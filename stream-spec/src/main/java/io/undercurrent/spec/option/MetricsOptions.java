package io.undercurrent.spec.option;

import io.undercurrent.spec.value.Address;
import java.io.Serializable;

/**
 * Where metrics are served, in addition to what a runtime exports itself: the section {@code
 * metrics}.
 */
public record MetricsOptions(
        @Option(
                        byDefault = "none",
                        doc =
                                """
                                Where run answers Prometheus, such as 127.0.0.1:9249, at /metrics; port 0
                                takes a free one, none listens nowhere. Nobody is asked who they are: listen
                                beyond this machine only where the network is trusted. On a Flink cluster
                                set Flink's own reporter instead (docs/reference/metrics.md).
                                """)
                Address prometheus)
        implements Serializable {}
