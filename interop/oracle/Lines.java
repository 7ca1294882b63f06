import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/** Questions on standard input, answers on standard output, a line each, until the input ends. */
final class Lines {
    interface Answer {
        void to(String line, Out out) throws Exception;
    }

    interface Out {
        void line(String text);
    }

    static void serve(Answer answer) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        Out out = text -> {
            try {
                writer.write(text);
                writer.write('\n');
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                answer.to(line, out);
            } catch (Exception failure) {
                Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
                out.line("! " + cause.toString().replace('\n', ' '));
            }
            // A question that is already here is answered before anything is sent: many a line costs one write.
            if (!in.ready()) {
                writer.flush();
            }
        }
        writer.flush();
    }

    private Lines() {}
}
