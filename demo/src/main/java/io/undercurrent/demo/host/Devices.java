package io.undercurrent.demo.host;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Picks the disks and interfaces worth reading: real ones, because layers above them (RAID,
 * container bridges) count the same bytes again, and few, because reading each costs up to a
 * millisecond.
 */
final class Devices {
    static final int MOST = 4;

    private static final Pattern LAYERED_DISK =
            Pattern.compile("(/dev/)?(dm-|md|zram|loop|ram|sr|nbd|drbd).*");
    private static final Pattern LAYERED_NETWORK =
            Pattern.compile(
                    "(lo|veth|docker|br-|virbr|cni|flannel|cali|ifb|dummy|tun|tap|utun|awdl|llw).*");

    private Devices() {}

    static <D> List<D> disks(List<D> found, Function<D, String> name) {
        return pick(found, name, LAYERED_DISK);
    }

    static <D> List<D> networks(List<D> found, Function<D, String> name) {
        return pick(found, name, LAYERED_NETWORK);
    }

    /** The first few that are no layer; if all are layers, the first few of those. */
    private static <D> List<D> pick(List<D> found, Function<D, String> name, Pattern layered) {
        List<D> real =
                found.stream().filter(d -> !layered.matcher(name.apply(d)).matches()).toList();
        return (real.isEmpty() ? found : real).stream().limit(MOST).toList();
    }
}
