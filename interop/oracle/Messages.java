import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Kafka's own message classes, asked by name and version: each line of the input is answered in one line, or in as many
 * as it asks for. Works with any release that has generated messages, and with whatever messages that has.
 *
 * <pre>
 * list                             "name/kind/key/first/last ...", the key of data is -1
 * headers                          "key/version/request header version/response header version ..."
 * random NAME VERSION SEED COUNT   COUNT lines "hex fields": values drawn by the jar's definition of the message
 * read NAME VERSION HEX            "hex fields": what is read, and how it is written again
 * encode NAME VERSION JSON         hex, of the JSON that Kafka's converters know
 * decode NAME VERSION HEX          that JSON
 * </pre>
 *
 * "fields" are all fields of the class, see Fields. Bytes that are none are "-". A question that fails is answered by
 * one line "! reason".
 */
public final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper DEFINITIONS = new ObjectMapper().configure(JsonParser.Feature.ALLOW_COMMENTS, true);
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, Kind> kinds = new TreeMap<>();

    /** One message: its definition, its class, and the converter beside it. */
    private static final class Kind {
        final JsonNode definition;
        final Class<?> type;
        final Method fromJson;
        final Method toJson;

        Kind(JsonNode definition) throws ReflectiveOperationException {
            this.definition = definition;
            String name = definition.get("name").asText();
            String suffix = definition.get("type").asText().equals("data") ? "" : "Data";
            String className = "org.apache.kafka.common.message." + name + suffix;
            this.type = Class.forName(className);
            Class<?> converter = Class.forName(className + "JsonConverter");
            this.fromJson = converter.getMethod("read", JsonNode.class, short.class);
            this.toJson = converter.getMethod("write", type, short.class, boolean.class);
        }

        Message blank() throws ReflectiveOperationException {
            return (Message) type.getConstructor().newInstance();
        }
    }

    public static void main(String[] args) throws Exception {
        Messages messages = new Messages();
        Lines.serve(messages::answer);
    }

    private Messages() throws Exception {
        String jar = Message.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith("common/message/") && name.endsWith(".json")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        add(DEFINITIONS.readTree(in));
                    }
                }
            }
        }
    }

    private void add(JsonNode definition) throws ReflectiveOperationException {
        // A message whose versions were all dropped has a definition and no class.
        if (!definition.get("validVersions").asText().equals("none")) {
            kinds.put(definition.get("name").asText(), new Kind(definition));
        }
    }

    private void answer(String line, Lines.Out out) throws Exception {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "list" -> out.line(list());
            case "headers" -> out.line(headers());
            default -> {
                Kind kind = kinds.get(words[1]);
                if (kind == null) {
                    throw new IllegalArgumentException("no message " + words[1]);
                }
                short version = Short.parseShort(words[2]);
                switch (words[0]) {
                    case "random" -> random(kind, version, words[3].split(" "), out);
                    case "read" -> out.line(written(parse(kind, version, words[3]), version));
                    case "encode" -> {
                        Object message = kind.fromJson.invoke(null, JSON.readTree(words[3]), version);
                        out.line(hex(bytes((Message) message, version)));
                    }
                    case "decode" -> out.line(
                            kind.toJson.invoke(null, parse(kind, version, words[3]), version, true).toString());
                    default -> throw new IllegalArgumentException(words[0]);
                }
            }
        }
    }

    private String list() throws ReflectiveOperationException {
        StringJoiner list = new StringJoiner(" ");
        for (Map.Entry<String, Kind> entry : kinds.entrySet()) {
            JsonNode definition = entry.getValue().definition;
            Message blank = entry.getValue().blank();
            list.add(entry.getKey() + "/" + definition.get("type").asText() + "/"
                    + definition.path("apiKey").asInt(-1) + "/" + blank.lowestSupportedVersion() + "/"
                    + blank.highestSupportedVersion());
        }
        return list.toString();
    }

    private static String headers() {
        StringJoiner list = new StringJoiner(" ");
        for (ApiMessageType api : ApiMessageType.values()) {
            for (short v = api.lowestSupportedVersion(); v <= api.highestSupportedVersion(true); v++) {
                list.add(api.apiKey() + "/" + v + "/" + api.requestHeaderVersion(v) + "/" + api.responseHeaderVersion(v));
            }
        }
        return list.toString();
    }

    private static void random(Kind kind, short version, String[] words, Lines.Out out) throws Exception {
        RandomMessages random = new RandomMessages(kind.definition, version, Long.parseLong(words[0]));
        for (int i = Integer.parseInt(words[1]); i > 0; i--) {
            Message message = (Message) kind.fromJson.invoke(null, random.next(), version);
            random.addUnknownFields(message);
            out.line(written(message, version));
        }
    }

    private static Message parse(Kind kind, short version, String hex) throws ReflectiveOperationException {
        ByteBuffer buffer = ByteBuffer.wrap(hex.equals("-") ? new byte[0] : HEX.parseHex(hex));
        Message message = kind.blank();
        message.read(new ByteBufferAccessor(buffer), version);
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(buffer.remaining() + " bytes are left");
        }
        return message;
    }

    private static String written(Message message, short version) throws ReflectiveOperationException {
        return hex(bytes(message, version)) + " " + Fields.of(message);
    }

    private static byte[] bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        if (buffer.hasRemaining()) {
            throw new IllegalStateException("its size was announced wrongly");
        }
        return buffer.array();
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
    }
}
