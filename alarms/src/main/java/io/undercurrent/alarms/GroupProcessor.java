package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.detect.episode.GroupChange;
import io.undercurrent.detect.episode.GroupState;
import io.undercurrent.detect.episode.GroupStateCodec;
import io.undercurrent.detect.episode.GroupTracker;
import io.undercurrent.detect.episode.MemberState;
import io.undercurrent.schemas.Episode;
import io.undercurrent.stream.record.EpisodeRecords;
import java.io.IOException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges episodes of keys into episodes of their groups. Its input records are keyed by group. */
final class GroupProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final EpisodeWire wire = new EpisodeWire();

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> groups;
    private KeyValueStore<Bytes, byte[]> members;
    private Undecodable undecodable;

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        context = taskContext;
        groups = context.getStateStore(AlarmStores.GROUPS);
        members = context.getStateStore(AlarmStores.MEMBERS);
        undecodable = new Undecodable(context, "groups");
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Episode change;
        try {
            change = wire.decode(record.value());
        } catch (IOException | RuntimeException e) {
            undecodable.count(e.toString());
            return;
        }
        Bytes group = Bytes.wrap(record.key());
        Bytes member = AlarmStores.member(record.key(), change.getKey());
        byte[] keptGroup = groups.get(group);
        byte[] keptMember = members.get(member);
        GroupState state = keptGroup == null ? new GroupState() : GroupStateCodec.decode(keptGroup);
        MemberState memberState =
                keptMember == null ? new MemberState() : MemberState.decode(keptMember);
        boolean changed =
                GroupTracker.take(
                        state,
                        memberState,
                        change.getKey(),
                        EpisodeRecords.change(change),
                        told -> tell(record, told));
        if (changed) {
            groups.put(group, GroupStateCodec.encode(state));
            members.put(member, memberState.encode());
        }
    }

    private void tell(Record<byte[], byte[]> record, GroupChange change) {
        Episode episode = EpisodeRecords.of(new String(record.key(), UTF_8), change);
        context.forward(
                new Record<>(
                        record.key(),
                        wire.encode(episode),
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
