package io.undercurrent.stream.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the TCP sockets on which a process listens, from {@code /proc}: only on Linux. */
public final class ListeningSockets {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private ListeningSockets() {}

    /** The sockets of a process. */
    public static List<InetSocketAddress> of(long pid) throws IOException {
        Set<String> own = inodes(PROC.resolve(pid + "/fd"));
        List<InetSocketAddress> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = PROC.resolve(pid + "/net/" + table);
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] cells = line.strip().split("\\s+", -1);
                    if (cells.length > 9 && cells[3].equals(LISTENING) && own.contains(cells[9])) {
                        listening.add(address(cells[1]));
                    }
                }
            }
        }
        return listening;
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path descriptor : all.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                } catch (NoSuchFileException e) {
                    // It was closed in the meantime.
                }
            }
        }
        return inodes;
    }

    /**
     * Parses a hexadecimal address, in words of four bytes with the lowest byte first, and a port.
     */
    private static InetSocketAddress address(String hex) throws IOException {
        int colon = hex.indexOf(':');
        byte[] raw = HexFormat.of().parseHex(hex.substring(0, colon));
        byte[] address = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            address[i] = raw[i / 4 * 4 + 3 - i % 4];
        }
        int port = Integer.parseInt(hex.substring(colon + 1), 16);
        return new InetSocketAddress(InetAddress.getByAddress(address), port);
    }
}
