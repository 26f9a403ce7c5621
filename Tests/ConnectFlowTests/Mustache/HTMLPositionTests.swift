import Testing

@testable import ConnectFlow

@Suite struct `Where a variable may stand` {
    @Test(arguments: [
        "<p>{{name}}</p>", "<p title=\"{{name}}\">", "<p title='{{name}}'>", "<p class=\"a {{name}}\"/>{{name}}",
        "<!-- note -->{{name}}", "<!doctype html>{{name}}", "<script src=\"/a.js\"></script>{{name}}",
        "a < b {{name}}", "<style>p{}</style>{{name}}", "<A HREF=\"/x?{{name}}\">", "<a href=\"{{url}}\">",
        "<a href=\"{{url}}/{{name}}\">", "<!--->{{name}}", "</p>{{name}}", "<title>{{name}}</title>",
        "<p data-x = \"{{name}}\">",
    ])
    func `text and quoted values`(source: String) throws {
        #expect(throws: Never.self) { try compile(source) }
    }

    @Test(arguments: [
        "<p title={{name}}>", "<p title=a{{name}}>", "<p {{name}}>", "<{{name}}>", "<p{{name}}>", "</{{name}}>",
        "<p title{{name}}=\"\">", "<p title {{name}}>", "<p title=\"\"{{name}}>",
    ])
    func `nowhere else in a tag`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }

    @Test(arguments: [
        "<script>let a = \"{{name}}\"</script>", "<style>p { color: {{name}} }</style>", "<!-- {{name}} -->",
        "<SCRIPT>{{name}}</SCRIPT>", "<script>'</scr'{{name}}", "<!doctype {{name}}>", "<iframe>{{name}}</iframe>",
        "<script type=\"module\" >{{name}}", "<noscript>{{name}}</noscript>", "<!-- > {{name}} -->",
    ])
    func `not in code or comments`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }

    @Test(arguments: [
        "<p onclick=\"{{name}}\">", "<p ONCLICK='x({{name}})'>", "<p style=\"color:{{name}}\">",
        "<iframe srcdoc=\"{{name}}\">", "<meta http-equiv=\"{{name}}\">",
    ])
    func `not in attributes that are code`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }

    @Test(arguments: [
        "<a href=\"{{name}}\">", "<img src='{{name}}'>", "<form action=\"{{name}}/x\">", "<a href=\"{{url}}{{name}}\">",
        "<button formaction=\"{{name}}\">", "<a href=\"{{#flag}}x{{/flag}}{{name}}\">",
        "<a href=\"{{text.greeting}}\">",
    ])
    func `not at the start of a URL`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }
}

@Suite struct `Where a section may stand` {
    @Test(arguments: [
        "<p{{#flag}} hidden{{/flag}}>", "<p class=\"a{{#flag}} b{{/flag}}\">",
        "{{#flag}}<b>{{/flag}}x{{#flag}}</b>{{/flag}}", "<input{{#a}} a=\"{{name}}\"{{/a}}{{^a}} b{{/a}}>",
        "<p{{#flag}} {{#a}} hidden{{/a}}{{/flag}}>", "<!-- {{#flag}} x {{/flag}} -->",
        "<img alt=\"\"{{#a}} src=\"x\"{{/a}}/>",
    ])
    func `around whole parts`(source: String) {
        #expect(throws: Never.self) { try compile(source) }
    }

    @Test(arguments: [
        "<a {{#flag}}on{{/flag}}click=\"{{name}}\">", "<a x{{#flag}}=\"{{/flag}}\">", "<a{{#flag}}>{{/flag}}",
        "<a href={{#flag}}x{{/flag}}>", "<{{#flag}}b{{/flag}}>", "{{#flag}}<script>{{/flag}}",
        "<p title=\"{{#flag}}\"{{/flag}}>", "<a {{#flag}}/><b {{/flag}}>", "{{#flag}}<!--{{/flag}}",
        "<a{{^flag}} x{{/flag}}y=\"\">",
    ])
    func `not across parts`(source: String) {
        #expect(throws: TemplateError.self) { try compile(source) }
    }
}
