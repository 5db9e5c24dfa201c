package io.undercurrent.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Adds the records of this package to the classes that Avro trusts, because Avro instantiates only
 * trusted classes. Classes that are already trusted stay so.
 */
public final class Trust {
    static {
        ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
        String ours = Trust.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                type -> type.getPackageName().equals(ours) || others.isTrusted(type));
    }

    private Trust() {}

    /** Makes Avro trust the records of this package; repeated calls have no effect. */
    public static void ours() {
        // The static initialiser has already done it.
    }
}
