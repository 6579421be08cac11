package io.sessiongrid.attribute;

/** The built-in {@link JavaCodec}. */
final class JavaCodecProvider implements AttributeCodecProvider {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public AttributeCodec create(AttributeFilter filter) {
        return new JavaCodec(filter);
    }
}
