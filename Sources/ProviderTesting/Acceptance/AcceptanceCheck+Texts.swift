extension AcceptanceCheck {
    var text: (title: String, meaning: String, fix: String) {
        switch self {
        case .goodLogin:
            (
                "the right login signs in", "A customer who does everything right gets no further than the login.",
                "return .complete with the grant from authorise, or .needs with what the customer has to add"
            )
        case .laterRead:
            (
                "FlatPeak's backend can sign in again later, with nobody there to ask",
                "The tariff is read once and never again.",
                "use signIn.previous: keep the chosen contract in the grant, and take it from there"
            )
        case .wrongPassword:
            (
                "a wrong password is told as one", "A customer who mistypes sees \"try again later\" and gives up.",
                "throw .invalidCredentials where the site refuses login and password"
            )
        case .authorisationRequest:
            (
                "the authorisation server is asked with everything that it and the customer's safety need",
                "Customers end on the server's error page, or whoever steals the code can use it.",
                "give OAuth2Server the address without parameters, and the scopes"
            )
        case .refusedCode:
            (
                "a code that the authorisation server does not take is told as one",
                "A customer who comes back too late is told that the provider is down.",
                "check the token address; a server that answers invalid_grant is understood by OAuth2Client"
            )
        case .renewal:
            (
                "tokens that have ended are renewed, and the newest are used and kept",
                "The tariff is read for an hour after the sign-in, or the whole sign-in is withdrawn on a reused token.",
                "use the tokens that authorise and capture are given, and put them in the grant; keep no others"
            )
        case .refusedRefresh:
            (
                "a refresh token that is not taken any more asks the customer to sign in again",
                "FlatPeak asks again and again, and the customer never learns why there is no tariff.",
                "let the errors of the renewal through as they are"
            )
        case .withdrawnAccess:
            (
                "an access token that the API does not take is renewed",
                "A customer has to sign in again though nothing is wrong.",
                "throw .reauthorisationRequired where the API refuses the token: the call is made once more with a new one"
            )
        case .providerDown:
            (
                "a site that is down is told as unavailable", "Customers change a password that was right.",
                "call checked() on each answer before anything else is read from it"
            )
        case .rateLimited:
            (
                "a rate limit is told as one, with its wait",
                "Customers are told that their password is wrong, and try again.",
                "call checked() on each answer before anything else is read from it"
            )
        case .hanging:
            (
                "a site that hangs ends with timedOut, within the deadline",
                "The customer's browser, or FlatPeak's backend, waits until its own limit and shows a bare error.",
                "send every call through context.http, and pass its errors on as they are; neither retry nor sleep"
            )
        case .garbage:
            (
                "an answer that is none ends with unexpectedAnswer",
                "A maintenance page is told as a wrong password, as no contract, or as a tariff with holes.",
                "read answers with decoded(), and make every member required that the tariff depends on"
            )
        case .nothingSecretStored:
            (
                "what is stored holds no secret in clear",
                "A password or a token lies readable in FlatPeak's database or in a log.",
                "declare tokens and passwords in the grant as Secret, or leave them out"
            )
        case .errorsHoldNoSecret:
            (
                "errors hold no secret", "A password gets into a log.",
                "never put an answer's content or what the customer typed into an error's text"
            )
        case .captureStable:
            (
                "reading twice gives the same contract under the same reference, and no other contract has it",
                "FlatPeak takes one contract for two, or reads another home's prices.",
                "make referenceID of what names the contract for good, such as account and meter number"
            )
        case .unknownReference:
            (
                "a reference that the account does not hold is refused",
                "A customer who moved is billed by the new tenant's prices.",
                "throw .unknownReference where no contract has the reference; never fall back to another one"
            )
        case .convertPure:
            (
                "convert gives the same for the same", "A tariff that cannot be repeated cannot be tested.",
                "take now from the context in capture, put what convert needs into the provider's tariff"
            )
        case .tariffRules:
            (
                "the tariff keeps every rule", "FlatPeak refuses the tariff, or shows wrong prices.",
                "see the rule's own fix; ratebridge explain RULE says more"
            )
        case .tariffEncodings:
            (
                "the tariff comes back the same from both encodings", "What FlatPeak reads is not what was meant.",
                "give dates in whole seconds and prices as decimals"
            )
        case .datesAhead:
            (
                "expiry and contract end are still to come",
                "FlatPeak asks again at once and for ever, or keeps a contract that has ended.",
                "take the end of the prices' validity in UTC, and read live contracts only"
            )
        case .direction:
            (
                "the tariff has the direction that was asked for", "What a home sells is counted as what it buys.",
                "select the contract by context.direction, and set the tariff's direction"
            )
        case .forgedAccount:
            (
                "an account that was not offered is refused",
                "A customer reads a neighbour's tariff by changing a form field.",
                "look the chosen id up among the customer's own live contracts, and throw .invalidSelection"
            )
        case .wrongCode:
            (
                "a wrong one-time code is told as one", "A customer who mistypes has to begin again.",
                "throw .invalidCode where the site refuses the code"
            )
        case .cassettes:
            (
                "the cassettes hold nothing private, and every exchange is used",
                "A password is published, or the tests no longer say what the provider does.",
                "record again"
            )
        }
    }
}
