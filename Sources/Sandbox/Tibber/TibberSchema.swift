/// Tibber's schema, as far as it goes here: the types around a home's prices, with their real names.
enum TibberSchema {
    /// Parsed once; a mistake in it would be the answer to every request.
    static let parsed = Result { () throws(GraphQLError) in try GraphQLSchema(text) }

    private static let text = """
        type Query {
          viewer: Viewer
        }

        type Viewer {
          login: String
          userId: String!
          name: String
          accountType: [String!]!
          homes: [Home]!
          home(id: ID!): Home!
        }

        type Home {
          id: ID!
          timeZone: String!
          appNickname: String
          address: Address
          currentSubscription: Subscription
        }

        type Address {
          address1: String
          address2: String
          address3: String
          city: String
          postalCode: String
          country: String
        }

        type Subscription {
          id: ID!
          status: String
          priceInfo: PriceInfo
        }

        enum PriceResolution {
          HOURLY
          DAILY
          QUARTER_HOURLY
        }

        type PriceInfo {
          current: Price
          range(resolution: PriceResolution!, first: Int, last: Int): SubscriptionPriceConnection
        }

        type SubscriptionPriceConnection {
          nodes: [Price]!
        }

        type Price {
          total: Float
          energy: Float
          tax: Float
          startsAt: String
          currency: String!
          level: String
        }
        """
}
