package io.undercurrent.scorer;

/**
 * What the channels of a slab of an earlier format learned, converted to today's numbers and
 * places. Each format differs from the next in few parts: {@link ChannelState#format6Parts} and
 * what follows there.
 */
final class EarlierFormats {
    /** No format that {@link #readBody} knows. */
    static final int NONE = 0;

    private static final int SIXTH = 6;
    private static final int FIFTH = 5;
    private static final int SECOND = 2;

    /** Whether a slab has a scorer's model, and options and sizes as given. */
    interface BodyCheck {
        boolean holds(Slab slab, SlabRing ring, long configHash, int doubles);
    }

    private final SlabLayout layout;
    private final ChannelState channelState;
    private final BodyCheck check;

    EarlierFormats(SlabLayout layout, ChannelState channelState, BodyCheck check) {
        this.layout = layout;
        this.channelState = channelState;
        this.check = check;
    }

    /**
     * The newest format in which a slab has this scorer's model and options: 6, 5 (which stands for
     * 3 to 5), 2 (1 and 2) or {@link #NONE}.
     *
     * @param whole whether the ring holds all events; formats 1 and 2 are then better rebuilt
     */
    int ofBody(Slab old, SlabRing from, boolean whole) {
        int channels = layout.channels();
        int body =
                channels * ChannelState.Part.doubles(channelState.format6Parts())
                        + channelState.sharedSize();
        if (check.holds(old, from, layout.format6ConfigHash(), body)) {
            return SIXTH;
        }
        body =
                channels * ChannelState.Part.doubles(channelState.format5Parts())
                        + channelState.sharedSize();
        if (check.holds(old, from, layout.format5ConfigHash(), body)) {
            return FIFTH;
        }
        body = channels * format2ChannelDoubles() + channelState.format2SharedSize();
        return !whole && check.holds(old, from, layout.format2ConfigHash(), body) ? SECOND : NONE;
    }

    /** Converts all that the channels learned. */
    void readBody(int format, Slab old, SlabRing from, Slab next) {
        switch (format) {
            case SIXTH -> readFormat6(old, from, next);
            case FIFTH -> readFormat5(old, from, next);
            case SECOND -> readFormat2(old, from, next);
            default -> throw new IllegalArgumentException("format " + format);
        }
    }

    /** Copies or converts the causal inputs alone, if they are computed as in some format. */
    void readInputs(Slab old, SlabRing from, Slab next) {
        long made = old.header[SlabLayout.INPUTS_HASH];
        boolean today = made == channelState.inputsHash();
        boolean format6 = made == channelState.format6InputsHash();
        boolean format5 = made == channelState.format5InputsHash();
        boolean format2 = made == channelState.format2InputsHash();
        if (made == 0 || !(today || format6 || format5 || format2)) {
            return;
        }
        int oldChannel = (int) old.header[SlabLayout.CHANNEL_NUMBERS];
        int oldAt = (int) old.header[SlabLayout.INPUTS_AT];
        int oldFloatsAt = (int) (old.header[SlabLayout.INPUTS_AT] >>> Integer.SIZE);
        double[] s = next.doubles;
        for (int c = 0; c < layout.channels(); c++) {
            int source = from.doubles() + c * oldChannel + oldAt;
            int o = layout.doublesOf(c) + channelState.inputsAt();
            int p = layout.ownFloatsOf(c) + channelState.inputsFloatsAt();
            int j = SlabLayout.ownFloatsOf(old, c) + oldFloatsAt;
            if (today) {
                System.arraycopy(old.doubles, source, s, o, channelState.inputsSize());
                System.arraycopy(old.floats, j, next.floats, p, channelState.inputsFloats());
            } else if (format6) {
                channelState.readFormat6Inputs(
                        old.doubles, source, old.floats, j, s, o, next.floats, p);
            } else if (format5) {
                channelState.readFormat5Inputs(old.doubles, source, s, o, next.floats, p);
            } else {
                double[] asFormat5 = new double[channelState.format5InputsSize()];
                channelState.readFormat2Inputs(old.doubles, source, asFormat5, 0);
                channelState.readFormat5Inputs(asFormat5, 0, s, o, next.floats, p);
            }
        }
        int shared = from.doubles() + layout.channels() * oldChannel;
        if (today || format6 || format5) {
            keepShared(old, shared, next);
        } else {
            channelState.readFormat2Shared(old.doubles, shared, s, layout.sharedAt());
        }
    }

    private void keepShared(Slab old, int shared, Slab next) {
        System.arraycopy(
                old.doubles, shared, next.doubles, layout.sharedAt(), channelState.sharedSize());
    }

    private void readFormat6(Slab old, SlabRing from, Slab next) {
        int oldChannel = ChannelState.Part.doubles(channelState.format6Parts());
        for (int c = 0; c < layout.channels(); c++) {
            channelState.readFormat6(
                    old.doubles,
                    from.doubles() + c * oldChannel,
                    old.floats,
                    SlabLayout.ownFloatsOf(old, c),
                    next.doubles,
                    layout.doublesOf(c),
                    next.floats,
                    layout.ownFloatsOf(c));
        }
        keepShared(old, from.doubles() + layout.channels() * oldChannel, next);
    }

    private void readFormat5(Slab old, SlabRing from, Slab next) {
        int oldChannel = ChannelState.Part.doubles(channelState.format5Parts());
        for (int c = 0; c < layout.channels(); c++) {
            int source = from.doubles() + c * oldChannel;
            readFormat5(old.doubles, source, next, c);
        }
        keepShared(old, from.doubles() + layout.channels() * oldChannel, next);
    }

    private void readFormat5(double[] from, int at, Slab next, int channel) {
        channelState.readFormat5(
                from,
                at,
                next.doubles,
                layout.doublesOf(channel),
                next.floats,
                layout.ownFloatsOf(channel));
    }

    private void readFormat2(Slab old, SlabRing from, Slab next) {
        int oldChannel = format2ChannelDoubles();
        double[] format5 = new double[ChannelState.Part.doubles(channelState.format5Parts())];
        for (int c = 0; c < layout.channels(); c++) {
            int source = from.doubles() + c * oldChannel;
            channelState.readFormat2(old.doubles, source, format5, 0);
            readFormat5(format5, 0, next, c);
        }
        int shared = from.doubles() + layout.channels() * oldChannel;
        channelState.readFormat2Shared(old.doubles, shared, next.doubles, layout.sharedAt());
    }

    private int format2ChannelDoubles() {
        return ChannelState.Part.doubles(channelState.format2Parts());
    }
}
