package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.testing.Fuzz;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes written by the first build with these formats; they must be read for ever. */
class GroupFormatTest {
    private static final String GROUP_1 =
            "010000000000000001000000000000000100000005742d302d35000000000000000a00000000"
                    + "000000140100000005742d302d3700000000000000143fe4cccccccccccd3f50624dd2f1a9fc"
                    + "000000046c6f616440220000000000003ff00000000000000000000000000000400000000000"
                    + "00000000000161000000054d414a4f5200000000000000030000000100000001000000016100"
                    + "000001000000054d414a4f5200000001";
    private static final String MEMBER_1 =
            "010000000000000002000000054d414a4f5200000000000000030000000000000001";

    private final GroupState group = new GroupState();
    private final MemberState member = new MemberState();

    GroupFormatTest() {
        Alarm peak = Told.alarm("t-0-7", 20, 0.65);
        Episode episode = new Episode("t-0-5", 10, 20, peak, Severity.MAJOR, 3);
        EpisodeChange change = new EpisodeChange(EpisodeChange.Kind.CHANGED, 2, episode, false);
        GroupTracker.take(group, member, "a", change, told -> {});
    }

    @Test
    void groupsAreStillReadAndWritten() {
        assertThat(HexFormat.of().formatHex(GroupStateCodec.encode(group))).isEqualTo(GROUP_1);
        GroupState read = GroupStateCodec.decode(HexFormat.of().parseHex(GROUP_1));
        assertThat(read.episode()).isEqualTo(group.episode());
    }

    @Test
    void membersAreStillReadAndWritten() {
        assertThat(HexFormat.of().formatHex(member.encode())).isEqualTo(MEMBER_1);
        MemberState read = MemberState.decode(HexFormat.of().parseHex(MEMBER_1));
        assertThat(read.open).isEqualTo(Severity.MAJOR);
        assertThat(read.revision).isEqualTo(2);
        assertThat(read.alarms).isEqualTo(3);
        assertThat(read.number).isEqualTo(1);
    }

    @Test
    void damagedBytesAreRefusedOrRead() {
        byte[] groups = HexFormat.of().parseHex(GROUP_1);
        byte[] members = HexFormat.of().parseHex(MEMBER_1);
        int[] refused = new int[1];
        Fuzz.cases(
                "states of groups and members",
                2_000,
                random -> {
                    try {
                        if (random.nextBoolean()) {
                            GroupStateCodec.encode(
                                    GroupStateCodec.decode(Fuzz.damaged(groups, random, "MINOR")));
                        } else {
                            MemberState.decode(Fuzz.damaged(members, random, "MINOR")).encode();
                        }
                    } catch (IllegalArgumentException e) {
                        refused[0]++;
                        assertThat(e).hasMessageContaining("state of a ");
                    }
                });
        assertThat(refused[0]).isPositive();
    }
}
