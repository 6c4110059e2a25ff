package dev.watchbill.domain.template.jinja;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts what a program really does, the same on every machine: rewrites classes so that every call
 * of a method and every turn of a loop adds one to {@code java.lang.Work.done}, and every array and
 * copy its length. The parts of the JDK that work on text, numbers and collections are rewritten
 * too, because that is where a template's work is done.
 */
final class WorkCounter {
  private static final ClassDesc WORK = ClassDesc.of("java.lang.Work");
  private static final int PER_STRETCH = 16;

  /** Everything directly in these packages, or the classes that begin so. */
  private static final List<String> OF_THE_JDK =
      List.of(
          "java/lang/String",
          "java/lang/AbstractStringBuilder",
          "java/lang/Character",
          "java/lang/ConditionalSpecialCasing",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Double",
          "java/lang/Math",
          "java/util/",
          "java/util/regex/",
          "java/util/stream/",
          "java/math/",
          "java/text/",
          "java/time/",
          "java/time/format/",
          "java/time/temporal/",
          "java/nio/",
          "java/nio/charset/",
          "sun/nio/cs/",
          "jdk/internal/util/",
          "jdk/internal/math/");

  private final ClassFile files = ClassFile.of();

  /** Writes the counting twins of the JDK's classes: a patch of {@code java.base}. */
  void patch(Path into) throws IOException {
    write(
        into,
        "java/lang/Work.class",
        files.build(
            WORK,
            c ->
                c.withFlags(ACC_PUBLIC)
                    .withField("done", ConstantDescs.CD_long, ACC_PUBLIC | ACC_STATIC)
                    .withField("bytes", ConstantDescs.CD_long, ACC_PUBLIC | ACC_STATIC)));
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    for (String part : OF_THE_JDK) {
      Path folder = base.resolve(part.substring(0, part.lastIndexOf('/') + 1));
      try (Stream<Path> all = Files.list(folder)) {
        for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
          String name = base.relativize(file).toString();
          if (name.startsWith(part) && !name.endsWith("package-info.class")) {
            write(into, name, counting(Files.readAllBytes(file)));
          }
        }
      }
    }
  }

  /** Writes the counting twins of all classes below a folder or in a jar. */
  void rewrite(Path from, Path into) throws IOException {
    if (Files.isDirectory(from)) {
      tree(from, into);
    } else {
      try (var jar = FileSystems.newFileSystem(from)) {
        tree(jar.getPath("/"), into);
      }
    }
  }

  private void tree(Path root, Path into) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        byte[] bytes = Files.readAllBytes(file);
        boolean code =
            name.endsWith(".class") && !name.endsWith("-info.class") && !name.contains("META-INF");
        write(into, name, code ? counting(bytes) : bytes);
      }
    }
  }

  private static void write(Path into, String name, byte[] bytes) throws IOException {
    Path to = into.resolve(name);
    Files.createDirectories(to.getParent());
    Files.write(to, bytes);
  }

  private byte[] counting(byte[] bytes) {
    return files.transformClass(
        files.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Counting::new)));
  }

  private static final class Counting implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder b) {
      add(b, "done", 1);
    }

    @Override
    public void accept(CodeBuilder b, CodeElement e) {
      switch (e) {
        case LabelTarget l -> passed.add(l.label());
        case BranchInstruction i when passed.contains(i.target()) -> add(b, "done", 1);
        case InvokeInstruction i
            when i.owner().asInternalName().equals("java/lang/System")
                && i.name().equalsString("arraycopy") -> {
          b.dup();
          stretch(b, 1);
        }
        case NewPrimitiveArrayInstruction i -> {
          b.dup();
          stretch(b, i.typeKind().slotSize() == 2 ? 8 : width(i.typeKind()));
        }
        case NewReferenceArrayInstruction _ -> {
          b.dup();
          stretch(b, 4);
        }
        case NewObjectInstruction _ -> add(b, "bytes", 24);
        default -> {}
      }
      b.with(e);
    }

    private static int width(java.lang.classfile.TypeKind kind) {
      return switch (kind) {
        case BYTE, BOOLEAN -> 1;
        case CHAR, SHORT -> 2;
        default -> 4;
      };
    }

    private static void add(CodeBuilder b, String field, int amount) {
      b.getstatic(WORK, field, ConstantDescs.CD_long)
          .loadConstant((long) amount)
          .ladd()
          .putstatic(WORK, field, ConstantDescs.CD_long);
    }

    /** Adds the length on top of the stack: to the work by stretches, to the memory by bytes. */
    private static void stretch(CodeBuilder b, int bytesEach) {
      b.dup()
          .loadConstant(PER_STRETCH)
          .idiv()
          .i2l()
          .getstatic(WORK, "done", ConstantDescs.CD_long)
          .ladd()
          .putstatic(WORK, "done", ConstantDescs.CD_long)
          .i2l()
          .loadConstant((long) bytesEach)
          .lmul()
          .getstatic(WORK, "bytes", ConstantDescs.CD_long)
          .ladd()
          .putstatic(WORK, "bytes", ConstantDescs.CD_long);
    }
  }
}
