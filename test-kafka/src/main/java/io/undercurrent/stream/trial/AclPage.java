package io.undercurrent.stream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Reads the ACLs that {@code docs/security.md} lists for users. Tests grant exactly these, so the
 * page cannot list more or less than what works.
 */
public final class AclPage {
    private static final String PRINCIPAL = "User:" + SecuredKafka.USER;

    private AclPage() {}

    /**
     * Reads one list.
     *
     * @param page the page
     * @param list the list's name, which stands in a comment before a block of commands
     * @return each operation on each resource, in the page's order
     */
    public static List<AclBinding> read(Path page, String list) throws IOException {
        String text = Files.readString(page);
        String mark = "<!-- acls: " + list + " -->\n```sh\n";
        int begin = text.indexOf(mark);
        if (begin < 0) {
            throw new IllegalArgumentException(page + " has no list " + list);
        }
        begin += mark.length();
        List<AclBinding> acls = new ArrayList<>();
        text.substring(begin, text.indexOf("```", begin))
                .lines()
                .filter(line -> line.startsWith("$acls "))
                .forEach(line -> acls.addAll(parse(line)));
        if (acls.isEmpty()) {
            throw new IllegalArgumentException(page + ": the list " + list + " is empty");
        }
        return acls;
    }

    private static List<AclBinding> parse(String line) {
        List<AclOperation> operations = new ArrayList<>();
        ResourceType type = null;
        String name = null;
        PatternType pattern = PatternType.LITERAL;
        String[] words = line.split("\\s+", -1);
        for (int i = 1; i + 1 < words.length; i += 2) {
            String value = words[i + 1];
            switch (words[i]) {
                case "--operation" -> operations.add(SecurityUtils.operation(value));
                case "--resource-pattern-type" -> pattern = PatternType.fromString(upper(value));
                case "--topic", "--group", "--transactional-id" -> {
                    type = ResourceType.fromString(upper(words[i].substring(2)));
                    name = value;
                }
                default -> throw new IllegalArgumentException(line + ": " + words[i]);
            }
        }
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        return operations.stream()
                .map(o -> new AccessControlEntry(PRINCIPAL, "*", o, AclPermissionType.ALLOW))
                .map(entry -> new AclBinding(resource, entry))
                .toList();
    }

    private static String upper(String word) {
        return word.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }
}
