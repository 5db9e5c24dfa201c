package io.undercurrent.state.cluster;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.runtime.blob.BlobServer;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.dispatcher.ArchivedApplicationStore;
import org.apache.flink.runtime.dispatcher.DispatcherGateway;
import org.apache.flink.runtime.dispatcher.DispatcherId;
import org.apache.flink.runtime.dispatcher.DispatcherOperationCaches;
import org.apache.flink.runtime.dispatcher.PartialDispatcherServices;
import org.apache.flink.runtime.dispatcher.SessionDispatcherFactory;
import org.apache.flink.runtime.dispatcher.VoidHistoryServerArchivist;
import org.apache.flink.runtime.dispatcher.runner.DefaultDispatcherRunnerFactory;
import org.apache.flink.runtime.dispatcher.runner.DispatcherRunner;
import org.apache.flink.runtime.entrypoint.ClusterInformation;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponent;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.heartbeat.HeartbeatServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.jobmanager.HaServicesPersistenceComponentFactory;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.JobManagerMetricGroup;
import org.apache.flink.runtime.resourcemanager.ResourceManagerGateway;
import org.apache.flink.runtime.resourcemanager.ResourceManagerId;
import org.apache.flink.runtime.resourcemanager.ResourceManagerService;
import org.apache.flink.runtime.resourcemanager.ResourceManagerServiceImpl;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.rest.RestService;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.rpc.RpcService;
import org.apache.flink.runtime.rpc.RpcUtils;
import org.apache.flink.runtime.security.token.DelegationTokenManager;
import org.apache.flink.runtime.webmonitor.retriever.MetricQueryServiceRetriever;
import org.apache.flink.runtime.webmonitor.retriever.impl.RpcGatewayRetriever;
import org.apache.flink.util.concurrent.ExponentialBackoffRetryStrategy;

/**
 * Creates a job manager's dispatcher and resource manager as Flink's own factory does, but no REST
 * interface.
 *
 * <p>Flink's factory always starts one, and its {@code start} is final and binds a port. The
 * constructor of what the factory returns is not public, so it is looked up; Flink's version is
 * pinned, and a start with another one fails here, before anything runs.
 */
final class QuietComponents implements DispatcherResourceManagerComponentFactory {
    private static final int RETRIES = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Constructor<DispatcherResourceManagerComponent> constructor;

    QuietComponents() {
        try {
            constructor =
                    DispatcherResourceManagerComponent.class.getDeclaredConstructor(
                            DispatcherRunner.class,
                            ResourceManagerService.class,
                            LeaderRetrievalService.class,
                            LeaderRetrievalService.class,
                            RestService.class,
                            FatalErrorHandler.class,
                            DispatcherOperationCaches.class);
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of Flink is not the one that was tested: its cluster cannot be started without a REST interface",
                    e);
        }
    }

    /** Listens nowhere. */
    private enum NoRest implements RestService {
        /** The only one. */
        INSTANCE;

        @Override
        public int getRestPort() {
            return -1;
        }

        @Override
        public CompletableFuture<Void> closeAsync() {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public DispatcherResourceManagerComponent create(
            Configuration settings,
            ResourceID resourceId,
            Executor ioExecutor,
            RpcService rpc,
            HighAvailabilityServices availability,
            BlobServer blobs,
            HeartbeatServices heartbeats,
            DelegationTokenManager tokens,
            MetricRegistry metrics,
            ArchivedApplicationStore archive,
            MetricQueryServiceRetriever metricQueries,
            Collection<FailureEnricher> enrichers,
            FatalErrorHandler fatal)
            throws Exception {
        String host = RpcUtils.getHostname(rpc);
        ClusterInformation cluster = new ClusterInformation(host, blobs.getPort());
        QuietMiniCluster.close(blobs);
        RpcGatewayRetriever<DispatcherId, DispatcherGateway> dispatchers =
                new RpcGatewayRetriever<>(
                        rpc, DispatcherGateway.class, DispatcherId::fromUuid, retries());
        RpcGatewayRetriever<ResourceManagerId, ResourceManagerGateway> managers =
                new RpcGatewayRetriever<>(
                        rpc, ResourceManagerGateway.class, ResourceManagerId::fromUuid, retries());
        ResourceManagerService manager =
                ResourceManagerServiceImpl.create(
                        StandaloneResourceManagerFactory.getInstance(),
                        settings,
                        resourceId,
                        rpc,
                        availability,
                        heartbeats,
                        tokens,
                        fatal,
                        cluster,
                        null,
                        metrics,
                        host,
                        ioExecutor);
        DispatcherOperationCaches caches =
                new DispatcherOperationCaches(
                        settings.get(RestOptions.ASYNC_OPERATION_STORE_DURATION));
        DispatcherRunner dispatcher =
                DefaultDispatcherRunnerFactory.createSessionRunner(
                                SessionDispatcherFactory.INSTANCE)
                        .createDispatcherRunner(
                                availability.getDispatcherLeaderElection(),
                                fatal,
                                new HaServicesPersistenceComponentFactory(availability),
                                ioExecutor,
                                rpc,
                                new PartialDispatcherServices(
                                        settings,
                                        availability,
                                        managers,
                                        blobs,
                                        heartbeats,
                                        () ->
                                                JobManagerMetricGroup.createJobManagerMetricGroup(
                                                        metrics, host),
                                        archive,
                                        fatal,
                                        VoidHistoryServerArchivist.INSTANCE,
                                        metrics.getMetricQueryServiceGatewayRpcAddress(),
                                        ioExecutor,
                                        caches,
                                        enrichers));
        manager.start();
        LeaderRetrievalService managerLeader = availability.getResourceManagerLeaderRetriever();
        managerLeader.start(managers);
        LeaderRetrievalService dispatcherLeader = availability.getDispatcherLeaderRetriever();
        dispatcherLeader.start(dispatchers);
        return constructor.newInstance(
                dispatcher,
                manager,
                dispatcherLeader,
                managerLeader,
                NoRest.INSTANCE,
                fatal,
                caches);
    }

    private static ExponentialBackoffRetryStrategy retries() {
        return new ExponentialBackoffRetryStrategy(RETRIES, FIRST_PAUSE, LONGEST_PAUSE);
    }
}
