package io.undercurrent.job.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Serializes the connector's bytes followed by the witness. Versions below ours are the
 * connector's; savepoints of builds before the witness contain them.
 */
final class WitnessedCommittableSerializer
        implements SimpleVersionedSerializer<WitnessedCommittable> {
    /** Far above any version that the connector will reach; its version is 1. */
    static final int FIRST_VERSION = 1000;

    private final SimpleVersionedSerializer<KafkaCommittable> transactions;

    WitnessedCommittableSerializer(SimpleVersionedSerializer<KafkaCommittable> transactions) {
        this.transactions = transactions;
    }

    @Override
    public int getVersion() {
        return FIRST_VERSION;
    }

    @Override
    public byte[] serialize(WitnessedCommittable committable) throws IOException {
        byte[] transaction = transactions.serialize(committable.transaction());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(transactions.getVersion());
        out.writeInt(transaction.length);
        out.write(transaction);
        out.writeBoolean(committable.witness().isPresent());
        if (committable.witness().isPresent()) {
            Witness witness = committable.witness().get();
            out.writeUTF(witness.topic());
            out.writeInt(witness.partition());
            out.writeLong(witness.offset());
            out.writeLong(witness.timestamp());
            out.writeLong(witness.prepared().toEpochMilli());
        }
        return bytes.toByteArray();
    }

    @Override
    public WitnessedCommittable deserialize(int version, byte[] bytes) throws IOException {
        if (version < FIRST_VERSION) {
            return new WitnessedCommittable(
                    transactions.deserialize(version, bytes), Optional.empty());
        }
        if (version > FIRST_VERSION) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "a prepared transaction of version %d: this build reads up to %d; use a newer build",
                            version,
                            FIRST_VERSION));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int transactionVersion = in.readInt();
        byte[] transaction = in.readNBytes(in.readInt());
        Optional<Witness> witness =
                in.readBoolean()
                        ? Optional.of(
                                new Witness(
                                        in.readUTF(),
                                        in.readInt(),
                                        in.readLong(),
                                        in.readLong(),
                                        Instant.ofEpochMilli(in.readLong())))
                        : Optional.empty();
        return new WitnessedCommittable(
                transactions.deserialize(transactionVersion, transaction), witness);
    }
}
