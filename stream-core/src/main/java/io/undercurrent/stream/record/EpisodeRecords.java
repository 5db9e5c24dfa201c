package io.undercurrent.stream.record;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.GroupChange;
import io.undercurrent.detect.episode.GroupEpisode;
import io.undercurrent.detect.episode.Severity;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeChangeKind;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.schemas.EpisodeSeverity;
import io.undercurrent.schemas.Micros;
import java.time.Instant;
import java.util.List;

/** Converts changes of episodes to Episode records and back. */
public final class EpisodeRecords {
    private EpisodeRecords() {}

    /**
     * The record of a key's change.
     *
     * @param key the key
     * @param group the key's group; null if it has none
     * @param change what happened, of a kind that is reported
     * @return a new record
     */
    public static Episode of(String key, String group, EpisodeChange change) {
        io.undercurrent.detect.episode.Episode episode = change.episode();
        boolean ended = change.kind() == EpisodeChange.Kind.ENDED;
        Episode record = new Episode();
        record.setEpisode(episode.id());
        record.setRevision(change.revision());
        record.setScope(EpisodeScope.KEY);
        record.setKey(key);
        record.setGroup(group);
        record.setSeverity(severity(episode.severity()));
        record.setAlarms(episode.alarms());
        record.setMembers(1);
        record.setOpen(ended ? 0 : 1);
        record.setFirstKeys(List.of());
        set(record, change.kind(), episode.startMicros(), episode.lastMicros());
        set(record, episode.peak(), key);
        return record;
    }

    /**
     * The record of a group's change.
     *
     * @param group the group
     * @param change what happened
     * @return a new record
     */
    public static Episode of(String group, GroupChange change) {
        GroupEpisode episode = change.episode();
        Episode record = new Episode();
        record.setEpisode("group:" + episode.id());
        record.setRevision(change.revision());
        record.setScope(EpisodeScope.GROUP);
        record.setKey(group);
        record.setSeverity(severity(episode.severity()));
        record.setAlarms(episode.alarms());
        record.setMembers(episode.members());
        record.setOpen(episode.open());
        record.setFirstKeys(episode.firstKeys());
        set(record, change.kind(), episode.startMicros(), episode.lastMicros());
        set(record, episode.peak(), episode.peakKey());
        return record;
    }

    /**
     * Reads a change from a key's record. Only an ended episode's record has an end; otherwise the
     * peak's time is used as the time of the last surprising event.
     *
     * @param record a record of a key
     * @return the change
     */
    public static EpisodeChange change(Episode record) {
        Alarm peak =
                new Alarm(
                        record.getPeakId(),
                        Micros.of(record.getPeakTime()),
                        record.getPeakScore(),
                        record.getPValue(),
                        record.getField(),
                        orNaN(record.getValue()),
                        orNaN(record.getExpected()),
                        orNaN(record.getLower()),
                        orNaN(record.getUpper()));
        Instant last = record.getEnd() == null ? record.getPeakTime() : record.getEnd();
        return new EpisodeChange(
                EpisodeChange.Kind.valueOf(record.getChange().name()),
                record.getRevision(),
                new io.undercurrent.detect.episode.Episode(
                        record.getEpisode(),
                        Micros.of(record.getStart()),
                        Micros.of(last),
                        peak,
                        Severity.valueOf(record.getSeverity().name()),
                        record.getAlarms()),
                false);
    }

    private static void set(Episode record, EpisodeChange.Kind kind, long start, long last) {
        record.setId(record.getEpisode() + "-" + record.getRevision());
        record.setChange(EpisodeChangeKind.valueOf(kind.name()));
        record.setStart(Micros.instant(start));
        record.setEnd(kind == EpisodeChange.Kind.ENDED ? Micros.instant(last) : null);
    }

    private static void set(Episode record, Alarm peak, String key) {
        record.setPeakId(peak.id());
        record.setPeakKey(key);
        record.setPeakTime(Micros.instant(peak.timeMicros()));
        record.setPeakScore(peak.score());
        record.setPValue(peak.pValue());
        record.setField(peak.field());
        record.setValue(orNull(peak.value()));
        record.setExpected(orNull(peak.expected()));
        record.setLower(orNull(peak.lower()));
        record.setUpper(orNull(peak.upper()));
    }

    private static EpisodeSeverity severity(Severity severity) {
        return EpisodeSeverity.valueOf(severity.name());
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }
}
