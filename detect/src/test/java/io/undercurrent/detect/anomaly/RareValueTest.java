package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values within the usual range that the channel never has, as alarms at a rate of 0.001. */
class RareValueTest {
    private static final double RATE = 0.001;
    private static final int SEEDS = 10;

    enum Signal {
        TWO_STATES(50) {
            @Override
            double next(Random r, int t) {
                return (r.nextBoolean() ? 0 : 100) + r.nextGaussian();
            }
        },
        LEVELS(45) {
            @Override
            double next(Random r, int t) {
                return new double[] {0, 20, 70, 100}[r.nextInt(4)] + r.nextGaussian();
            }
        },
        CODES(5) {
            @Override
            double next(Random r, int t) {
                int code = r.nextInt(9);
                return code < 5 ? code : code + 1;
            }
        };

        final double planted;

        Signal(double planted) {
            this.planted = planted;
        }

        abstract double next(Random r, int t);
    }

    /** One channel and its key's alarm. */
    private static final class Key {
        final JudgedChannel channel;
        final KeyAlarm alarm = new KeyAlarm(RATE, 1);
        private final double[] s = new double[alarm.doubles()];
        private final float[] f = new float[alarm.floats()];

        Key(long seed, Stages stages) {
            AnomalyDetector detector = new AnomalyDetector(JudgedChannel.HORIZONS, true, 0, stages);
            channel = new JudgedChannel(seed, detector, 0, 0);
            alarm.init(s, 0, f, 0);
        }

        boolean alarms(double value, boolean judged) {
            channel.observe(value);
            AnomalyDetector detector = channel.detector;
            alarm.begin();
            alarm.channel(
                    0, detector.surprise(), detector.distance(), detector.values(channel.s, 0));
            alarm.decide(s, 0, f, 0, 1, judged);
            return alarm.alarm();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatNeverWasIsFoundAfter2000Events(Signal signal) {
        int found = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Key key = new Key(seed, Stages.ALL);
            Random random = new Random(seed);
            for (int t = 0; t < 2000; t++) {
                key.alarms(signal.next(random, t), t >= 128);
            }
            boolean alarm = key.alarms(signal.planted, true);
            AnomalyDetector detector = key.channel.detector;
            if (alarm && detector.kind() == AnomalyKind.RARE_VALUE) {
                found++;
                assertThat(detector.direction()).isZero();
                assertThat(detector.lasted(key.channel.s, 0)).isZero();
            }
        }
        assertThat(found).as("of %d", SEEDS).isGreaterThanOrEqualTo(9);
    }

    @Test
    void withoutTheStageNobodySeesIt() {
        Stages without = without();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Key key = new Key(seed, without);
            Random random = new Random(seed);
            for (int t = 0; t < 2000; t++) {
                key.alarms(Signal.TWO_STATES.next(random, t), t >= 128);
            }
            assertThat(key.alarms(50, true)).as("seed %d", seed).isFalse();
        }
    }

    private static Stages without() {
        EnumSet<Statistic> others = EnumSet.complementOf(EnumSet.of(Statistic.RARE_PLACE));
        return new Stages(others, Stages.ALL.parts());
    }

    enum Ordinary {
        TREND {
            @Override
            double next(Random r, int t, double before) {
                return 0.05 * t + r.nextGaussian();
            }
        },
        SEASON {
            @Override
            double next(Random r, int t, double before) {
                return 10 * Math.sin(2 * Math.PI * t / JudgedChannel.SEASON) + r.nextGaussian();
            }
        },
        RANDOM_WALK {
            @Override
            double next(Random r, int t, double before) {
                return before + r.nextGaussian();
            }
        },
        MOSTLY_ZERO {
            @Override
            double next(Random r, int t, double before) {
                return r.nextInt(10) == 0 ? -10 * Math.log(1 - r.nextDouble()) : 0;
            }
        },
        HEAVY_TAILS {
            @Override
            double next(Random r, int t, double before) {
                double squares = 0;
                for (int i = 0; i < 3; i++) {
                    double x = r.nextGaussian();
                    squares += x * x;
                }
                return r.nextGaussian() / Math.sqrt(squares / 3);
            }
        },
        LEVELS {
            @Override
            double next(Random r, int t, double before) {
                return 7 * new Random(t / 50).nextInt(5) + r.nextGaussian();
            }
        };

        abstract double next(Random r, int t, double before);
    }

    /** Most have not one alarm more or less. */
    @ParameterizedTest
    @EnumSource
    void ordinaryStreamsHaveNoMoreAlarms(Ordinary family) {
        int events = 5000;
        int[] alarms = new int[2];
        for (int seed = 1; seed <= 6; seed++) {
            Key[] keys = {new Key(seed, without()), new Key(seed, Stages.ALL)};
            Random random = new Random(seed);
            double value = 0;
            for (int t = 0; t < events; t++) {
                value = family.next(random, t, value);
                for (int k = 0; k < 2; k++) {
                    alarms[k] += keys[k].alarms(value, t >= 128) ? 1 : 0;
                }
            }
        }
        // 29 are declared, so their number is at most 40 in 95% of all cases; levels with noise
        // have values between them now and then.
        int most = family == Ordinary.LEVELS ? 40 : alarms[0] + 3;
        assertThat(alarms[1]).as("without: %d", alarms[0]).isBetween(alarms[0] - 3, most);
    }
}
