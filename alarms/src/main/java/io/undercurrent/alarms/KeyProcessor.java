package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeChangeKind;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultIds;
import java.io.IOException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends the changes of keys' episodes to their groups. An episode stays with the group that its
 * start named, so for each open episode the record of its start is kept.
 *
 * <p>Left out are the records of groups, which are in the same topic; episodes without a group; and
 * late episodes, which start and end while a later one of their key is open.
 */
final class KeyProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final EpisodeWire wire = new EpisodeWire();
    private final ResultFrames frames;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> starts;
    private Undecodable undecodable;

    KeyProcessor(StreamSpec spec, ResultIds ids) {
        frames = new ResultFrames(spec.sink(), ids);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        context = taskContext;
        starts = context.getStateStore(AlarmStores.KEYS);
        undecodable = new Undecodable(context, "keys");
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] plain;
        Episode change;
        try {
            plain = record.value() == null ? null : plain(record.value());
            change = plain == null ? null : wire.decode(plain);
        } catch (UnknownIdException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // If the bytes do not match the schema, Avro throws exceptions of many kinds.
            undecodable.count(e.toString());
            return;
        }
        if (change == null) {
            undecodable.count("it has no value");
        } else if (change.getScope() == EpisodeScope.KEY) {
            take(record, change, plain);
        }
    }

    private void take(Record<byte[], byte[]> record, Episode change, byte[] plain) {
        Bytes key = AlarmStores.key(change.getKey());
        Episode start = start(starts.get(key));
        boolean same = start != null && start.getEpisode().equals(change.getEpisode());
        if (change.getChange() == EpisodeChangeKind.STARTED) {
            if (start != null && !same && change.getStart().isBefore(start.getStart())) {
                return; // a late episode; its end is of another episode than the open one
            }
            starts.put(key, plain);
            forward(record, change.getGroup(), plain);
        } else if (same) {
            forward(record, start.getGroup(), plain);
            if (change.getChange() == EpisodeChangeKind.ENDED) {
                starts.put(key, null);
            }
        }
    }

    /** The kept start; null also for what earlier builds kept of a key, which was no record. */
    private Episode start(byte[] kept) {
        if (kept == null) {
            return null;
        }
        try {
            return wire.decode(kept);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private void forward(Record<byte[], byte[]> record, String group, byte[] episode) {
        if (group == null) {
            return;
        }
        context.forward(
                new Record<>(group.getBytes(UTF_8), episode, record.timestamp(), record.headers()));
    }

    /**
     * Removes what the registry's format puts before the record. If the schema cannot be looked up
     * now, the record must not be skipped: the exception stops the run.
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

    @Override
    public void close() {
        if (undecodable != null) {
            undecodable.close();
        }
    }
}
