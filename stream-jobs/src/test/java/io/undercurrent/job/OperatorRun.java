package io.undercurrent.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.trial.SpoiltSlabs;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The scoring operator in Flink's test harness: any number of instances, snapshots, rescaling. */
final class OperatorRun implements AutoCloseable {
    static final int MAX_PARALLELISM = 32;

    private final StateBackend backend;
    private final Map<String, List<String>> results = new TreeMap<>();
    private List<KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing>> instances;
    private List<OperatorSubtaskState> parts = List.of();
    private long checkpoints;

    OperatorRun(StreamSpec spec, StateBackend backend) throws Exception {
        this.backend = backend;
        open(spec, 1, 1, null);
    }

    /** A declaration, with more lines at its end. */
    static StreamSpec spec(String... more) {
        String text =
                """
                source: {topic: events, format: avro, values: [value]}
                forecast: {horizon: 2, every: 3}
                alarm.warmup: 40
                checkpoint.folder: unused
                kafka.bootstrap.servers: "nowhere:9092"
                """;
        return StreamSpec.parse(text + String.join("\n", more), "test.yaml");
    }

    private void open(StreamSpec spec, int before, int parallelism, OperatorSubtaskState state)
            throws Exception {
        instances = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            var instance =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new ScoreOperator(spec, StartOffsets.NONE),
                            incoming -> incoming.key,
                            Types.STRING,
                            MAX_PARALLELISM,
                            parallelism,
                            i);
            instance.setStateBackend(backend);
            instance.setCheckpointStorage(new JobManagerCheckpointStorage(64 << 20));
            var types = new SerializerConfigImpl();
            types.setGenericTypes(false);
            instance.setup(TypeInformation.of(Outgoing.class).createSerializer(types));
            if (state != null) {
                instance.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                state, MAX_PARALLELISM, before, parallelism, i));
            }
            instance.open();
            instances.add(instance);
        }
    }

    /** One event; its record's timestamp is its own time. */
    void event(String key, int partition, long offset, long seconds, double value)
            throws Exception {
        Incoming in = new Incoming();
        in.topic = "events";
        in.partition = partition;
        in.offset = offset;
        in.timestamp = seconds * 1000;
        in.rawKey = key.getBytes(UTF_8);
        in.rawValue = new byte[0];
        in.key = key;
        in.timeMicros = seconds * 1_000_000;
        in.values = new double[] {value};
        instances.get(instanceOf(key)).processElement(new StreamRecord<>(in));
    }

    private int instanceOf(String key) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, MAX_PARALLELISM, instances.size());
    }

    /** Takes a snapshot; the instances go on. */
    OperatorSubtaskState snapshot() throws Exception {
        checkpoints++;
        parts = new ArrayList<>();
        for (var instance : instances) {
            instance.prepareSnapshotPreBarrier(checkpoints);
            parts.add(instance.snapshot(checkpoints, checkpoints));
        }
        return AbstractStreamOperatorTestHarness.repackageState(
                parts.toArray(OperatorSubtaskState[]::new));
    }

    /** The newest snapshot by instances. */
    List<OperatorSubtaskState> parts() {
        return parts;
    }

    /** Takes a snapshot, ends the instances and resumes from it with others. */
    void restart(StreamSpec spec, int parallelism) throws Exception {
        OperatorSubtaskState state = snapshot();
        int before = instances.size();
        close();
        open(spec, before, parallelism, state);
    }

    /** Takes a savepoint; the instances go on. */
    OperatorSubtaskState savepoint() throws Exception {
        checkpoints++;
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var instance : instances) {
            states.add(
                    instance.snapshotWithLocalState(
                                    checkpoints,
                                    checkpoints,
                                    SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState());
        }
        return AbstractStreamOperatorTestHarness.repackageState(
                states.toArray(OperatorSubtaskState[]::new));
    }

    /** Keys that have a slab in the backend of any instance, once a savepoint has flushed all. */
    List<String> storedKeys() throws Exception {
        List<String> keys = new ArrayList<>();
        savepoint();
        for (var instance : instances) {
            var found = instance.getOperator().<String>getKeyedStateBackend();
            try (var stream = found.getKeys("slab", VoidNamespace.INSTANCE)) {
                stream.sorted().forEach(keys::add);
            }
        }
        return keys;
    }

    /** Makes a number in the model state of a key NaN, in a backend on the heap. */
    void spoil(String key) throws Exception {
        var found = instances.get(instanceOf(key)).getOperator().<String>getKeyedStateBackend();
        found.setCurrentKey(key);
        ValueState<Slab> state =
                found.getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        KeyedScoring.slabs());
        byte[] spoilt = SpoiltSlabs.of(SlabCodec.encode(state.value()));
        state.update(SlabCodec.decode(spoilt, spoilt.length));
    }

    /** All results so far, by kind and key in their order, as bytes. */
    Map<String, List<String>> results() throws Exception {
        for (var instance : instances) {
            for (Outgoing out : instance.extractOutputValues()) {
                results.computeIfAbsent(
                                out.kind + " " + new String(out.key, UTF_8), k -> new ArrayList<>())
                        .add(HexFormat.of().formatHex(out.value));
            }
            instance.getOutput().clear();
        }
        return results;
    }

    @Override
    public void close() throws Exception {
        results();
        for (var instance : instances) {
            instance.close();
        }
    }
}
