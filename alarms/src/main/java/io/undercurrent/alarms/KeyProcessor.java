package io.undercurrent.alarms;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeState;
import io.undercurrent.detect.episode.EpisodeStateCodec;
import io.undercurrent.detect.episode.EpisodeTracker;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the alarms of the keys of one partition into episodes. One instance reads the scores,
 * another the anomalies. They share the episode state of each key in the store, so neither keeps it
 * outside the store.
 */
final class KeyProcessor implements Processor<byte[], byte[], byte[], KeyChange> {
    private final String name;
    private final AlarmReader reader;
    private final EpisodeTracker tracker;
    private final GroupOf groups;
    private final EpisodeWire wire = new EpisodeWire();
    private final ResultFrames frames;

    private ProcessorContext<byte[], KeyChange> context;
    private KeyValueStore<Bytes, byte[]> states;
    private Undecodable undecodable;

    KeyProcessor(StreamSpec spec, ResultIds ids, AlarmReader reader, String name) {
        this.name = name;
        this.reader = reader;
        frames = new ResultFrames(spec.sink(), ids);
        tracker = new EpisodeTracker(StreamOptions.episodes(spec.episodes()));
        groups = GroupOf.declared(spec);
    }

    @Override
    public void init(ProcessorContext<byte[], KeyChange> taskContext) {
        context = taskContext;
        states = context.getStateStore(AlarmStores.KEYS);
        undecodable = new Undecodable(context, name);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Reading reading = read(record.value());
        if (reading == null) {
            return;
        }
        Bytes key = AlarmStores.key(reading.key());
        byte[] kept = states.get(key);
        if (kept == null && reading.alarm() == null) {
            return; // a key without an alarm has no episode to end
        }
        EpisodeState state = kept == null ? new EpisodeState() : EpisodeStateCodec.decode(kept);
        boolean changed =
                reading.alarm() == null
                        ? tracker.noAlarm(
                                state,
                                reading.timeMicros(),
                                change -> tell(record, reading, change))
                        : tracker.alarm(
                                state,
                                reading.position(),
                                reading.alarm(),
                                groups.name(reading.key(), record.headers()),
                                change -> tell(record, reading, change));
        if (changed) {
            states.put(key, EpisodeStateCodec.encode(state));
        }
    }

    /** Decodes the record; returns null if it is not a valid record of its topic. */
    private Reading read(byte[] value) {
        if (value == null) {
            undecodable.count("it has no value");
            return null;
        }
        try {
            return reader.read(plain(value));
        } catch (UnknownIdException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // If the bytes do not match the schema, Avro throws exceptions of many kinds.
            undecodable.count(e.toString());
            return null;
        }
    }

    /**
     * Removes what the registry's format puts before the record. If the schema cannot be looked up
     * now, the record must not be skipped, because it may hold an alarm: the exception stops the
     * run.
     */
    private byte[] plain(byte[] value) throws IOException {
        try {
            return frames.plain(value);
        } catch (RegistryException e) {
            if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.DENIED) {
                throw new UnknownIdException(e.getMessage(), e);
            }
            throw e;
        } catch (IllegalStateException e) {
            throw new UnknownIdException(e.getMessage(), e);
        }
    }

    private void tell(Record<byte[], byte[]> record, Reading reading, EpisodeChange change) {
        // The episode gets the key of the input record, so that a key's episodes are in the same
        // partition as its scores.
        byte[] key = record.key() == null ? AlarmStores.key(reading.key()).get() : record.key();
        String group = change.overAtOnce() ? null : change.episode().tag();
        byte[] episode = wire.encode(EpisodeRecords.of(reading.key(), change));
        context.forward(
                new Record<>(
                        key,
                        new KeyChange(episode, group),
                        record.timestamp(),
                        EpisodeWire.headers()));
    }

    @Override
    public void close() {
        if (undecodable != null) {
            undecodable.close();
        }
    }
}
