/// The pages, assets and languages as they are built into the binary, by file name.
///
/// Each file of `pages` and `assets` has its line here; a test compares the two. The languages are read when the package is
/// built.
public enum EmbeddedTemplates {
    /// Mustache templates: one for each page of the flow, and the partials that they share.
    public static let pages: [String: [UInt8]] = [
        "auth_metadata_capture.mustache": PackageResources.auth_metadata_capture_mustache,
        "auth_metadata_capture_oauth2.mustache": PackageResources.auth_metadata_capture_oauth2_mustache,
        "consent_capture.mustache": PackageResources.consent_capture_mustache,
        "error.mustache": PackageResources.error_mustache,
        "failed_login.mustache": PackageResources.failed_login_mustache,
        "field.mustache": PackageResources.field_mustache,
        "layout_bottom.mustache": PackageResources.layout_bottom_mustache,
        "layout_top.mustache": PackageResources.layout_top_mustache,
        "manual.mustache": PackageResources.manual_mustache,
        "mfa_capture.mustache": PackageResources.mfa_capture_mustache,
        "multiple_available_tariffs.mustache": PackageResources.multiple_available_tariffs_mustache,
        "no_available_tariffs.mustache": PackageResources.no_available_tariffs_mustache,
    ]

    /// Style sheets and scripts, served below `/assets/`.
    public static let assets: [String: [UInt8]] = [
        "page.js": PackageResources.page_js,
        "style.css": PackageResources.style_css,
    ]
}
