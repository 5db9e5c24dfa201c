package io.undercurrent.scorer;

import io.undercurrent.detect.anomaly.AnomalyDetector;
import io.undercurrent.detect.anomaly.KeyAlarm;
import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.detect.fleet.FleetBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The layout of a slab and its size in bytes: a formula of the model's configuration and the
 * scorer's options, never of the history.
 *
 * <p>A slab consists of the envelope; the header (64-bit integers: its fields, the stamps of the
 * ring of raw events, and the model's states if they are 16-bit numbers); the ring's values; for
 * every channel its 64-bit numbers (normaliser, read-out, calibrator); the 64-bit numbers that the
 * channels share; for every channel the model's 32-bit numbers (convolution tails, SSM states); for
 * every channel its other 32-bit numbers (regressions, quantile corrections); and at the end of the
 * 64-bit and of the 32-bit numbers those of the detectors.
 */
public final class SlabLayout {
    static final int MODEL_HASH = 0;

    /** The key's {@link KeyClock}. */
    static final int CLOCK = 1;

    static final int EVENTS = CLOCK + KeyClock.EVENTS;
    static final int VALUES = CLOCK + KeyClock.VALUES;
    static final int LAST_TIME = CLOCK + KeyClock.LAST_TIME;
    static final int USUAL_GAP = CLOCK + KeyClock.USUAL_GAP;

    /** Hash of the options under which the slab was made, as far as they change its contents. */
    static final int CONFIG_HASH = 5;

    static final int CHANNELS = 6;

    /** Channels and covariates. */
    static final int FIELDS = 7;

    /** The ring's capacity in events, and the number of events that were added to it. */
    static final int RING = 8;

    static final int RING_COUNT = 9;

    /** The clock before the ring's oldest event. */
    static final int START_CLOCK = 10;

    /**
     * How the model's inputs are computed, their offsets in a channel, and a channel's numbers:
     * doubles, and floats times 2^32. Formats 1 to 5 had no such floats.
     */
    static final int INPUTS_HASH = 14;

    static final int INPUTS_AT = 15;
    static final int CHANNEL_NUMBERS = 16;

    /** Where the key's clock jumped: {@link KeyJumps}. */
    static final int JUMPS = 17;

    /** Doubles of all detectors at the end of the slab's, and floats times 2^32. */
    static final int DETECTOR = JUMPS + KeyJumps.SIZE;

    /** The key's open episode: {@link KeyEpisode}. */
    static final int EPISODE = DETECTOR + 1;

    /** The key's part of the fleet's budget: {@link FleetBudget}. */
    static final int BUDGET = EPISODE + KeyEpisode.SIZE;

    /** The source partition of the key's newest event plus one; 0 if it is not known. */
    static final int PARTITION = BUDGET + FleetBudget.SIZE;

    static final int HEADER_LENGTH = PARTITION + 1;

    private final List<ChannelState.Part> parts;
    private final SlabRing ring;
    private final long configHash;
    private final long format6ConfigHash;
    private final long format5ConfigHash;
    private final long format2ConfigHash;
    final int channelDoubles;
    final int channelFloats;
    private final int ownFloats;
    private final int sharedDoubles;
    private final int convFloats;
    private final int states;
    private final boolean half;
    private final int detectorDoubles;
    private final int detectorFloats;
    private final long format4DetectorSizes;
    private final int channels;

    SlabLayout(ScorerOptions options, ChannelState channelState, int convFloats, int ssmFloats) {
        channels = options.channels();
        ring = new SlabRing(options.ring(), channels, options.fields());
        this.parts = channelState.parts();
        sharedDoubles = channelState.sharedSize();
        this.convFloats = convFloats;
        channelDoubles = ChannelState.Part.doubles(parts);
        ownFloats = ChannelState.Part.floats(parts);
        states = convFloats + ssmFloats;
        half = options.halfStates();
        channelFloats = half ? 0 : states;
        AnomalyDetector detector = channelState.detector();
        KeyAlarm alarm = channelState.keyAlarm();
        detectorDoubles = detector == null ? 0 : channels * detector.doubles() + alarm.doubles();
        detectorFloats = detector == null ? 0 : channels * detector.floats() + alarm.floats();
        format4DetectorSizes =
                detector == null
                        ? 0
                        : sizes(
                                channels * detector.format4Doubles() + alarm.doubles(),
                                channels * detector.format4Floats() + alarm.floats());
        configHash = hash(options, parts);
        format6ConfigHash = hash(options, channelState.format6Parts());
        format5ConfigHash = hash(options, channelState.format5Parts());
        format2ConfigHash = hash(options, channelState.format2Parts());
    }

    private static long hash(ScorerOptions options, List<ChannelState.Part> parts) {
        return Fingerprint.of(
                String.format(
                        Locale.ROOT,
                        "channels=%d covariates=%d horizon=%d quantiles=%s seasons=%s parts=%s",
                        options.channels(),
                        options.covariates(),
                        options.horizon(),
                        options.quantiles(),
                        options.seasons(),
                        names(parts)));
    }

    private static String names(List<ChannelState.Part> parts) {
        StringBuilder names = new StringBuilder();
        for (ChannelState.Part part : parts) {
            names.append(part.name()).append(' ').append(part.doubles());
            if (part.floats() > 0) {
                names.append('+').append(part.floats());
            }
        }
        return names.toString();
    }

    /**
     * A part of the slab.
     *
     * @param name what it holds
     * @param bytes its size, all channels together
     */
    public record Component(String name, int bytes) {}

    /**
     * The slab's parts in order.
     *
     * @return name and bytes of each; they add up to {@link #bytes()}
     */
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(new Component("envelope", SlabCodec.ENVELOPE_BYTES));
        components.add(new Component("header", HEADER_LENGTH * Long.BYTES));
        if (ring.rows() > 0) {
            int bytes = Long.BYTES * ring.longs() + Double.BYTES * ring.doubles();
            components.add(new Component("ring of events", bytes));
        }
        for (ChannelState.Part part : parts) {
            int bytes = part.doubles() * Double.BYTES + part.floats() * Float.BYTES;
            components.add(new Component(part.name(), channels * bytes));
        }
        if (sharedDoubles > 0) {
            components.add(new Component("fields side by side", sharedDoubles * Double.BYTES));
        }
        int tails = channels * convFloats * (half ? Half.BYTES : Float.BYTES);
        components.add(new Component("convolution tails", tails));
        int all = half ? halfLongs() * Long.BYTES : channels * states * Float.BYTES;
        components.add(new Component("SSM states", all - tails));
        if (detectorDoubles > 0) {
            int bytes = Double.BYTES * detectorDoubles + Float.BYTES * detectorFloats;
            components.add(new Component("detector", bytes));
        }
        return components;
    }

    /**
     * The size of one key state.
     *
     * @return bytes of its encoded form
     */
    public int bytes() {
        return SlabCodec.bytes(longs(), doubles(), floats());
    }

    /**
     * The layout as a sum of bytes.
     *
     * @return one line, for logs and summaries
     */
    public String describe() {
        StringBuilder text = new StringBuilder().append(bytes()).append(" bytes a key =");
        String separator = " ";
        for (Component part : components()) {
            text.append(separator).append(part.name()).append(' ').append(part.bytes());
            separator = " + ";
        }
        return text.toString();
    }

    Slab newSlab() {
        return new Slab(longs(), doubles(), floats());
    }

    boolean fits(Slab slab) {
        return slab.header.length == longs()
                && slab.doubles.length == doubles()
                && slab.floats.length == floats()
                && slab.header[CONFIG_HASH] == configHash
                && slab.header[RING] == ring.rows()
                && slab.header[DETECTOR] == detectorSizes();
    }

    SlabRing ring() {
        return ring;
    }

    long configHash() {
        return configHash;
    }

    /** The hash that format 6 would have had under these options. */
    long format6ConfigHash() {
        return format6ConfigHash;
    }

    /** The hash that formats 3 to 5 would have had under these options. */
    long format5ConfigHash() {
        return format5ConfigHash;
    }

    /** The hash that formats 1 and 2 would have had under these options. */
    long format2ConfigHash() {
        return format2ConfigHash;
    }

    int channels() {
        return channels;
    }

    private int longs() {
        return HEADER_LENGTH + ring.longs() + halfLongs();
    }

    /** 64-bit integers for the model's states of all channels if they are half numbers, else 0. */
    int halfLongs() {
        return half ? channels * ModelStates.longs(states) : 0;
    }

    /** Offset of a channel's half numbers in the header. */
    int halvesOf(int channel) {
        return HEADER_LENGTH + ring.longs() + channel * ModelStates.longs(states);
    }

    int floats() {
        return detectorFloatsAt() + detectorFloats;
    }

    /** Offset of the detectors' floats. */
    int detectorFloatsAt() {
        return channels * (channelFloats + ownFloats);
    }

    /** The header's field {@link #CHANNEL_NUMBERS}. */
    long channelNumbers() {
        return sizes(channelDoubles, ownFloats);
    }

    /** The floats of each channel of any slab, without the model's. */
    static int ownFloats(Slab slab) {
        return (int) (slab.header[CHANNEL_NUMBERS] >>> Integer.SIZE);
    }

    /** The floats at the start of any slab, which are the model's. */
    static int modelFloats(Slab slab) {
        int channels = (int) slab.header[CHANNELS];
        return slab.floats.length - detectorFloats(slab) - channels * ownFloats(slab);
    }

    /** {@link #ownFloatsOf(int)} of any slab. */
    static int ownFloatsOf(Slab slab, int channel) {
        return modelFloats(slab) + channel * ownFloats(slab);
    }

    /** Offset of a channel's floats that are not the model's. */
    int ownFloatsOf(int channel) {
        return channels * channelFloats + channel * ownFloats;
    }

    int doubles() {
        return detectorDoublesAt() + detectorDoubles;
    }

    /** Offset of the detectors' doubles. */
    int detectorDoublesAt() {
        return sharedAt() + sharedDoubles;
    }

    int detectorDoubles() {
        return detectorDoubles;
    }

    /** The header's field {@link #DETECTOR}. */
    long detectorSizes() {
        return sizes(detectorDoubles, detectorFloats);
    }

    /** The same of a slab of format 4. */
    long format4DetectorSizes() {
        return format4DetectorSizes;
    }

    static long sizes(int doubles, int floats) {
        return doubles + ((long) floats << Integer.SIZE);
    }

    /** Doubles of the detectors at the end of any slab. */
    static int detectorDoubles(Slab slab) {
        return (int) slab.header[DETECTOR];
    }

    /** Floats of the detectors at the end of any slab. */
    static int detectorFloats(Slab slab) {
        return (int) (slab.header[DETECTOR] >>> Integer.SIZE);
    }

    /** Offset of the 64-bit numbers that the channels share. */
    int sharedAt() {
        return doublesOf(channels);
    }

    int doublesOf(int channel) {
        return ring.doubles() + channel * channelDoubles;
    }

    int floatsOf(int channel) {
        return channel * channelFloats;
    }
}
