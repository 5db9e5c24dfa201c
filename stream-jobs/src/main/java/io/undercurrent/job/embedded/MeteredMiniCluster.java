package io.undercurrent.job.embedded;

import io.undercurrent.state.cluster.QuietMiniCluster;
import io.undercurrent.stream.metrics.MetricsServer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A cluster in this process that exports its metrics through our server. */
final class MeteredMiniCluster extends QuietMiniCluster {
    private final MetricsExport shown = new MetricsExport();

    MeteredMiniCluster(
            MiniClusterConfiguration configuration, boolean hasRest, MetricsServer metrics) {
        super(configuration, hasRest);
        metrics.show(shown::text);
    }

    /** The partitions that the source's readers have now, as topic-number. */
    List<String> partitions() {
        return shown.partitions();
    }

    /** How far the source is. */
    SourceWork work() {
        return shown.work();
    }

    /**
     * Adds the reporter as an object: a reporter that is found by name would have to be in the
     * cluster jar.
     */
    @Override
    protected MetricRegistryImpl createMetricRegistry(
            Configuration configuration, long mostMessageBytes) {
        var builder = ReporterSetupBuilder.METRIC_SETUP_BUILDER;
        List<ReporterSetup> reporters =
                new ArrayList<>(
                        builder.fromConfiguration(
                                configuration,
                                DefaultReporterFilters::metricsFromConfiguration,
                                null));
        reporters.add(builder.forReporter("undercurrent", shown));
        return new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(configuration, mostMessageBytes),
                reporters);
    }
}
