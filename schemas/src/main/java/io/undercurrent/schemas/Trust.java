package io.undercurrent.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Avro instantiates only classes that it was told to trust; ours are added to what stands. */
public final class Trust {
    static {
        ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
        String ours = Trust.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                type -> type.getPackageName().equals(ours) || others.isTrusted(type));
    }

    private Trust() {}

    /** Lets Avro make records of this package; any number of calls count once. */
    public static void ours() {
        // The class's initialisation has done it.
    }
}
