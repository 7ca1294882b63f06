import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeMap;

/** Prints property files, and what java.util.Properties reads in them: file, then key,value pairs by key, or "error". In hex. */
public class GoldenProperties {
    private static final String[] FILES = {
        "", "\n\r\n", "# comment\n! comment\n  # comment", "a=b", "a = b", "a:b", "a : b", "a b", "a\tb", "a\fb", "a", "a=", "=b",
        "a==b", "a=:b", "a = = b", "a=b \n", "  a=b", "\t a=b", "a=b\nc=d", "a=b\rc=d", "a=b\r\nc=d", "a=1\na=2",
        "a=b\\\nc", "a=b\\\n   c", "a=b\\\r\n c", "a=b\\\r c", "a=b\\\\\nc=d", "a=b\\\\\\\nc", "a=b\\", "a\\\n=b", "a\\\n  b=c",
        "a=\\\n\nb=c", "a=\\\n#b", "# c\\\na=b", "a=\\\n  \\\n  b", "a\\=b=c", "a\\:b:c", "a\\ b c", "a=\\t\\n\\r\\f\\q\\\"\\'",
        "a=\\u0041\\u00e4", "a=\\uD83D\\uDE00", "\\u0061=b", "a=\\u12", "a=\\u12g4", "a=ü€\uD83D\uDE00", "a=b#c!d", "a #b",
        "bootstrap.servers=h1:9092,\\\n  h2:9092\nlinger.ms: 10\nsasl.password=  p w \n", "a=b\n\\\nc=d", "a=\\\\u0041", "\\",
    };

    public static void main(String[] args) throws IOException {
        System.out.println("# Written by testdata/java/GoldenProperties.java: a file, and what java.util.Properties reads in it.");
        for (String file : FILES) {
            System.out.println(hex(file) + " " + read(file));
        }
    }

    private static String read(String file) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file));
        } catch (IllegalArgumentException e) {
            return "error";
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties).forEach((key, value) -> text.append(hex((String) key)).append(',').append(hex((String) value)).append(';'));
        return text.toString();
    }

    private static String hex(String text) {
        return "=" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
