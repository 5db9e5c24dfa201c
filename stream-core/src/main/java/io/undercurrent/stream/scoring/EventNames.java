package io.undercurrent.stream.scoring;

import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.record.Incoming;

/** Names events and value fields as the stream's declaration does. */
final class EventNames implements KeyEpisode.Names {
    private final SourceOptions source;

    EventNames(SourceOptions source) {
        this.source = source;
    }

    @Override
    public String id(int partition, long offset) {
        return Incoming.id(source.topic(), partition, offset);
    }

    @Override
    public String field(int channel) {
        boolean known = channel >= 0 && channel < source.values().size();
        return known ? source.values().get(channel) : ""; // a state may be of more fields
    }
}
