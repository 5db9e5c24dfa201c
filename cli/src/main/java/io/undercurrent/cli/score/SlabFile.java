package io.undercurrent.cli.score;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Encoded slabs in a temporary file, each in its own place, which later writes overwrite. The file
 * is deleted with the process, however that ends.
 */
final class SlabFile implements Closeable {
    private record Place(long offset, int length) {}

    private final Path path;
    private final FileChannel channel;
    private final Map<String, Place> places = new HashMap<>();
    private long end;

    SlabFile() throws IOException {
        path = Files.createTempFile("undercurrent-key-states-", ".slabs");
        channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    Path folder() {
        return path.getParent();
    }

    boolean holds(String key) {
        return places.containsKey(key);
    }

    int keys() {
        return places.size();
    }

    Set<String> all() {
        return places.keySet();
    }

    void write(String key, Slab slab) throws IOException {
        byte[] bytes = SlabCodec.encode(slab);
        Place place = places.get(key);
        if (place == null || place.length() != bytes.length) {
            place = new Place(end, bytes.length);
            end += bytes.length;
            places.put(key, place);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, place.offset() + buffer.position());
            }
        } catch (IOException e) {
            throw new IOException(
                    path
                            + ": key states that do not fit on the heap cannot be written: "
                            + e.getMessage()
                            + "; make room, name another folder (JAVA_OPTS=-Djava.io.tmpdir=DIR) or"
                            + " give more heap (-Xmx)",
                    e);
        }
    }

    Slab read(String key) throws IOException {
        Place place = places.get(key);
        ByteBuffer buffer = ByteBuffer.allocate(place.length());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place.offset() + buffer.position()) < 0) {
                throw new EOFException(path + ": a key state that was written there is gone");
            }
        }
        return SlabCodec.decode(buffer.array(), place.length());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
