import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.RawTaggedField;

/**
 * Every field of a message as JSON on one line, those too that its version lacks: names as in the class, bytes and records
 * as "x" and hexadecimal digits, ids in Kafka's base64, floating-point numbers as the hexadecimal digits of their bits,
 * unknown tagged fields as "tagged", an object of tag and bytes.
 *
 * Read from the class by reflection, so that neither Kafka's serialization nor its JSON has a say in it.
 */
final class Fields {
    private static final HexFormat HEX = HexFormat.of();
    private static final String UNKNOWN = "_unknownTaggedFields";
    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    static String of(Message message) throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder();
        structure(message, text);
        return text.toString();
    }

    /** The value of one field. */
    static Object get(Message message, String name) throws ReflectiveOperationException {
        for (Field field : fields(message.getClass())) {
            if (field.getName().equals(name)) {
                return field.get(message);
            }
        }
        throw new NoSuchFieldException(message.getClass() + " " + name);
    }

    /** The fields that hold values: `next` and `prev` are links of the collections that an element may be in. */
    private static List<Field> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, key -> {
            List<Field> fields = new ArrayList<>();
            for (Field field : key.getDeclaredFields()) {
                boolean link = field.getType() == int.class && List.of("next", "prev").contains(field.getName());
                if (!Modifier.isStatic(field.getModifiers()) && !link) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
            return fields;
        });
    }

    private static void structure(Message message, StringBuilder text) throws ReflectiveOperationException {
        char separator = '{';
        for (Field field : fields(message.getClass())) {
            text.append(separator);
            separator = ',';
            if (field.getName().equals(UNKNOWN)) {
                text.append("\"tagged\":");
                tagged(message.unknownTaggedFields(), text);
            } else {
                text.append('"').append(field.getName()).append("\":");
                value(field.get(message), text);
            }
        }
        text.append(separator == '{' ? "{}" : "}");
    }

    private static void tagged(List<RawTaggedField> fields, StringBuilder text) {
        char separator = '{';
        for (RawTaggedField field : fields) {
            text.append(separator).append('"').append(field.tag()).append("\":");
            bytes(ByteBuffer.wrap(field.data()), text);
            separator = ',';
        }
        text.append(separator == '{' ? "{}" : "}");
    }

    private static void value(Object value, StringBuilder text) throws ReflectiveOperationException {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Message message) {
            structure(message, text);
        } else if (value instanceof Collection<?> elements) {
            char separator = '[';
            for (Object element : elements) {
                text.append(separator);
                separator = ',';
                value(element, text);
            }
            text.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof String string) {
            string(string, text);
        } else if (value instanceof Uuid id) {
            text.append('"').append(id).append('"');
        } else if (value instanceof Double number) {
            text.append('"').append(HEX.toHexDigits(Double.doubleToRawLongBits(number))).append('"');
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof byte[] array) {
            bytes(ByteBuffer.wrap(array), text);
        } else if (value instanceof ByteBuffer buffer) {
            bytes(buffer.duplicate(), text);
        } else {
            // Records, whose package is another one in each release.
            bytes(((ByteBuffer) value.getClass().getMethod("buffer").invoke(value)).duplicate(), text);
        }
    }

    private static void bytes(ByteBuffer buffer, StringBuilder text) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        text.append("\"x").append(HEX.formatHex(bytes)).append('"');
    }

    private static void string(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                text.append("\\u00").append(HEX.toHexDigits((byte) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private Fields() {}
}
