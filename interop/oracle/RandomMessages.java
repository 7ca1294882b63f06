import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.RawTaggedField;

/**
 * Random values of one message in one version, as Kafka's JSON, drawn by the definition that lies in the jar. The same
 * seed gives the same values.
 */
final class RandomMessages {
    private static final int DEEPEST_ARRAY = 3;
    private static final int FIRST_UNKNOWN_TAG = 100;
    private static final String LETTERS = "abcXYZ019 .-_\"\\\n\u0000\u007f\u00e9\u65e5\ufffd";

    private final JsonNode definition;
    private final short version;
    private final boolean flexible;
    private final Map<String, JsonNode> structures = new HashMap<>();
    private final Random random;

    RandomMessages(JsonNode definition, short version, long seed) {
        this.definition = definition;
        this.version = version;
        this.flexible = contains(definition.get("flexibleVersions"));
        this.random = new Random(seed);
        for (JsonNode structure : definition.path("commonStructs")) {
            structures.put(structure.get("name").asText(), structure.get("fields"));
        }
    }

    ObjectNode next() {
        return structure(definition.get("fields"), 0);
    }

    /** What a later version may add (KIP-482): tagged fields that this one does not know, in any structure. */
    void addUnknownFields(Message message) throws ReflectiveOperationException {
        if (flexible) {
            addUnknownFields(message, definition.get("fields"), 4);
        }
    }

    private void addUnknownFields(Message message, JsonNode fields, int odds) throws ReflectiveOperationException {
        if (random.nextInt(odds) == 0) {
            int tag = FIRST_UNKNOWN_TAG;
            for (int i = random.nextInt(3); i >= 0; i--) {
                tag += 1 + random.nextInt(1 << random.nextInt(20));
                message.unknownTaggedFields().add(new RawTaggedField(tag, bytes()));
            }
        }
        for (JsonNode field : fields) {
            // A structure that the version lacks must be left as it is.
            if (contains(field.get("versions"))) {
                Object value = Fields.get(message, javaName(field));
                Iterable<?> values = value instanceof Collection<?> collection ? collection : Collections.singleton(value);
                for (Object element : values) {
                    if (element instanceof Message structure) {
                        addUnknownFields(structure, structureOf(field), 16);
                    }
                }
            }
        }
    }

    private ObjectNode structure(JsonNode fields, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode field : fields) {
            boolean tagged = contains(field.get("taggedVersions"));
            if (contains(field.get("versions")) && !(tagged && random.nextBoolean())) {
                object.set(javaName(field), field(field, depth));
            }
        }
        return object;
    }

    private JsonNode field(JsonNode field, int depth) {
        String type = field.get("type").asText();
        if (contains(field.get("nullableVersions")) && random.nextInt(3) == 0) {
            return NullNode.getInstance();
        }
        if (!type.startsWith("[]")) {
            return value(type, field, depth);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        // Arrays of arrays would grow without bound.
        for (int i = depth > DEEPEST_ARRAY ? 0 : random.nextInt(4); i > 0; i--) {
            array.add(value(type.substring(2), field, depth + 1));
        }
        return array;
    }

    private JsonNode value(String type, JsonNode field, int depth) {
        return switch (type) {
            case "bool" -> BooleanNode.valueOf(random.nextBoolean());
            case "int8" -> IntNode.valueOf((byte) number());
            case "int16" -> IntNode.valueOf((short) number());
            case "uint16" -> IntNode.valueOf((int) number() & 0xffff);
            case "int32" -> IntNode.valueOf((int) number());
            case "uint32" -> LongNode.valueOf(number() & 0xffff_ffffL);
            case "int64" -> LongNode.valueOf(number());
            case "float64" -> DoubleNode.valueOf(floating());
            case "uuid" -> TextNode.valueOf(new Uuid(number(), number()).toString());
            case "string" -> TextNode.valueOf(string());
            case "bytes", "records" -> BinaryNode.valueOf(bytes());
            default -> structure(structureOf(field), depth);
        };
    }

    /** The fields of the structure that this field is, or is an array of. */
    private JsonNode structureOf(JsonNode field) {
        String type = field.get("type").asText();
        return field.hasNonNull("fields") ? field.get("fields") : structures.get(type.replace("[]", ""));
    }

    /** The name in Java and in Kafka's JSON. */
    private static String javaName(JsonNode field) {
        String name = field.get("name").asText();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Small ones, edges and any. */
    private long number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> (1L << random.nextInt(64)) - random.nextInt(2);
            default -> random.nextLong();
        };
    }

    private double floating() {
        double[] edges = {0.0, -0.0, 0.1, Double.MAX_VALUE, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextGaussian();
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = length(); i > 0; i--) {
            text.append(random.nextInt(12) == 0 ? "\ud83e\udd80" : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Some are long enough for a compact length of two bytes, and some are at that edge. */
    private int length() {
        return switch (random.nextInt(24)) {
            case 0 -> 126 + random.nextInt(3);
            case 1 -> random.nextInt(300);
            default -> random.nextInt(8);
        };
    }

    private boolean contains(JsonNode range) {
        if (range == null || range.asText().equals("none")) {
            return false;
        }
        String[] ends = range.asText().split("[-+]", -1);
        short first = Short.parseShort(ends[0]);
        short last = range.asText().endsWith("+") ? Short.MAX_VALUE : ends.length == 2 ? Short.parseShort(ends[1]) : first;
        return first <= version && version <= last;
    }
}
