package io.undercurrent.state.cluster;

import java.io.IOException;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.BlobServer;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A MiniCluster with one task manager that opens no port, unless it is to have Flink's REST
 * interface.
 *
 * <p>Flink's own opens two: the REST interface takes jobs from everyone who reaches it, web pages
 * in a browser included, and the blob server takes files. In one process nobody needs either,
 * because all parts call each other's methods.
 *
 * <p>The blob server cannot be left out of a MiniCluster. It is closed before the first job is
 * there, so its port is open for the fraction of a second in which the cluster starts. Its folder
 * stays usable.
 */
public class QuietMiniCluster extends MiniCluster {
    private final boolean hasRest;

    /**
     * Prepares a cluster.
     *
     * @param configuration its settings, to which {@link #quiet} was applied
     * @param hasRest whether Flink's REST interface is to listen, as {@code rest.*} and {@code
     *     security.ssl.rest.*} say
     */
    public QuietMiniCluster(MiniClusterConfiguration configuration, boolean hasRest) {
        super(configuration);
        this.hasRest = hasRest;
    }

    /**
     * Keeps the job's parts from being fetched from the blob server, whatever their size.
     *
     * @param configuration the cluster's settings, which are changed
     */
    public static void quiet(Configuration configuration) {
        configuration.set(BlobServerOptions.OFFLOAD_MINSIZE, Integer.MAX_VALUE);
    }

    @Override
    protected DispatcherResourceManagerComponentFactory
            createDispatcherResourceManagerComponentFactory() {
        if (!hasRest) {
            return new QuietComponents();
        }
        DispatcherResourceManagerComponentFactory flinks =
                super.createDispatcherResourceManagerComponentFactory();
        return (settings,
                resourceId,
                ioExecutor,
                rpc,
                availability,
                blobs,
                heartbeats,
                tokens,
                metrics,
                archive,
                metricQueries,
                enrichers,
                fatal) -> {
            try {
                return flinks.create(
                        settings,
                        resourceId,
                        ioExecutor,
                        rpc,
                        availability,
                        blobs,
                        heartbeats,
                        tokens,
                        metrics,
                        archive,
                        metricQueries,
                        enrichers,
                        fatal);
            } finally {
                close(blobs);
            }
        };
    }

    /** Its files are not its own but the cluster's, which deletes them when it is closed. */
    static void close(BlobServer blobs) throws IOException {
        blobs.close();
    }
}
